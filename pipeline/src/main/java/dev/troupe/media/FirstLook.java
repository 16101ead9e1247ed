package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** What the first frame tells about the picture. */
record FirstLook(FrameSize shown, Orientation orientation) {
  static FirstLook at(MediaFile file, int stream, AVFrame frame) {
    FrameSize stored = VideoSize.check(file.input(), frame.width(), frame.height());
    Orientation orientation = orientation(frame, file.stream(stream).codecpar());
    return new FirstLook(
        VideoSize.shown(
            file.input(),
            stored,
            av_guess_sample_aspect_ratio(file.context(), file.stream(stream), frame),
            orientation),
        orientation);
  }

  private static Orientation orientation(AVFrame frame, AVCodecParameters codec) {
    AVFrameSideData ofFrame = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    return ofFrame != null ? orientation(ofFrame.data()) : ofStream(codec);
  }

  static Orientation ofStream(AVCodecParameters codec) {
    return of(codec.coded_side_data(), codec.nb_coded_side_data());
  }

  static Orientation of(@Nullable AVPacketSideData all, int count) {
    AVPacketSideData matrix =
        all == null ? null : av_packet_side_data_get(all, count, AV_PKT_DATA_DISPLAYMATRIX);
    return matrix == null ? Orientation.UPRIGHT : orientation(matrix.data());
  }

  private static Orientation orientation(BytePointer data) {
    int[] matrix = new int[9];
    new IntPointer(data).get(matrix);
    return Orientation.of(matrix);
  }
}
