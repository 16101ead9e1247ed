package dev.troupe.media;

import java.util.Set;

/**
 * What FFmpeg may read: containers and codecs that performances are recorded, edited and passed on
 * in. Play lists and scripts, which name other files, texts that are drawn, and decoders of
 * forgotten games and devices, which nobody looks after, stay shut.
 */
final class Allowed {
  /** FFmpeg's names of demuxers. */
  static final String FORMATS =
      String.join(
          ",",
          "mov,matroska,webm,avi,flv,mpegts,mpeg,mpegvideo,asf,ogg,gif,apng,mxf,yuv4mpegpipe,dv",
          "h264,hevc,vvc,av1,obu,ivf,m4v,h263,mjpeg,nut,rm,gxf,vc1,webp_pipe,png_pipe,jpeg_pipe",
          "bmp_pipe,tiff_pipe,j2k_pipe,jpegxl_pipe,gif_pipe,dpx_pipe,exr_pipe,ppm_pipe,pgm_pipe",
          "pam_pipe,wav,w64,aiff,mp3,aac,flac,ac3,eac3,amr,caf");

  /** FFmpeg's names of decoders. */
  static final String CODECS =
      String.join(
          ",",
          "h264,hevc,vvc,av1,libdav1d,libaom-av1,vp8,vp9,libvpx,libvpx-vp9,mpeg1video,mpeg2video",
          "mpegvideo,mpeg4,h261,h263,h263p,flv,msmpeg4v1,msmpeg4v2,msmpeg4,wmv1,wmv2,wmv3,vc1",
          "vp6,vp6a,vp6f,theora,mjpeg,mjpegb,jpeg2000,png,apng,gif,webp,bmp,tiff,ppm,pgm,pam,dpx",
          "exr,jpegls,jpegxl,libjxl,dvvideo,prores,dnxhd,cfhd,hap,ffv1,huffyuv,ffvhuff,utvideo",
          "magicyuv,rawvideo,v210,v410,v308,v408,r210,r10k,qtrle,rpza,svq1,svq3,cinepak,rv10,rv20",
          "rv30,rv40,flashsv,flashsv2",
          "aac,aac_latm,mp1,mp1float,mp2,mp2float,mp3,mp3float,ac3,ac3_fixed,eac3,dca,truehd,mlp",
          "flac,alac,opus,libopus,vorbis,wmav1,wmav2,wmapro,wmalossless,amrnb,amrwb",
          "libopencore_amrnb,libopencore_amrwb,nellymoser,speex,libspeex,qdm2,qdmc,gsm,gsm_ms",
          "wavpack,tta,ape,cook,ra_144,ra_288,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,adpcm_swf",
          "adpcm_yamaha,adpcm_g722,g722,g726,g729,pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_u16le",
          "pcm_u16be,pcm_s24le,pcm_s24be,pcm_u24le,pcm_u24be,pcm_s32le,pcm_s32be,pcm_f32le",
          "pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd,pcm_s302m",
          "pcm_s8_planar,pcm_s16le_planar,pcm_s16be_planar,pcm_s24le_planar,pcm_s32le_planar");

  private static final Set<String> NAMES = Set.of(CODECS.split(","));

  private Allowed() {}

  /** Whether a decoder may be opened. */
  static boolean isCodec(String decoder) {
    return NAMES.contains(decoder);
  }
}
