package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that would take memory or time without end are refused before they do. */
class InputLimitsTest {
  @TempDir Path folder;

  @Test
  void probe_manyReferencesOfHugePictures_isRefusedBeforeMemoryIsTaken() {
    assertRefused(
        MediaFiles.resource("references.264"),
        "expected at most 350 megapixels in all pictures that are kept for reference,"
            + " found 16 references of 16384x6096");
  }

  @Test
  @Timeout(20)
  void probe_namedPipe_isRefusedAtOnce() throws Exception {
    Path pipe = folder.resolve("pipe.mp4");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertRefused(pipe, "expected a regular file, found a pipe or a device");
    assertRefused(Path.of("/dev/zero"), "expected a regular file, found a pipe or a device");
  }

  @Test
  @Timeout(60)
  void read_fileWithoutEndAndWithoutFrames_givesUpInTime() throws IOException {
    Path file =
        TestVideos.of("mpegts")
            .video("libopenh264", AV_PIX_FMT_YUV420P)
            .write(folder.resolve("a.ts"));
    MediaInput endless = new Endless(file.toString(), Files.readAllBytes(file));

    AVPacket packet = av_packet_alloc();
    try (MediaFile opened = MediaFile.open(endless, Duration.ofMillis(300))) {
      assertThatThrownBy(
              () -> {
                while (opened.read(packet)) {
                  av_packet_unref(packet);
                }
              })
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("a.ts: nothing came of it within 0.3 s");
    } finally {
      av_packet_free(packet);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "list.m3u8, '#EXTM3U|#EXT-X-TARGETDURATION:1|#EXTINF:1,|v.ts|#EXT-X-ENDLIST|'",
    "list.ffconcat, 'ffconcat version 1.0|file v.ts|'",
    "list.mpd, '<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>'",
    "list.ffmeta, ';FFMETADATA1|title=a|'",
    "words.srt, '1|00:00:00,000 --> 00:00:09,000|words|'",
    "words.ass, '[Script Info]|; a|ScriptType: v4.00+|[Events]|'",
    "s.sdp, 'v=0|o=- 0 0 IN IP4 127.0.0.1|s=a|c=IN IP4 127.0.0.1|t=0 0|m=video 9 RTP/AVP 96|'"
  })
  void probe_listsAndTexts_areRefused(String name, String text) throws IOException {
    assertRefused(
        Files.writeString(folder.resolve(name), text.replace('|', '\n')),
        "expected a video or a picture, found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zmbv", "snow"})
  void probe_codecThatIsNotAllowed_isRefusedByName(String codec) {
    Path file =
        TestVideos.of("avi")
            .video(codec, codec.equals("zmbv") ? AV_PIX_FMT_BGR0 : AV_PIX_FMT_YUV420P)
            .write(folder.resolve("old.avi"));

    assertRefused(file, "its codec, " + codec + ", is not among those that are read");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> MediaFiles.probe(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  /** A transport stream behind which stuffing follows, as long as anyone reads. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Endless(String name, byte[] bytes) implements MediaInput {
    @Override
    public SeekableByteChannel open() {
      return new SeekableByteChannel() {
        private long position;

        @Override
        public int read(ByteBuffer target) {
          int count = target.remaining();
          while (target.hasRemaining()) {
            long inPacket = position % 188;
            byte stuffing =
                inPacket == 0
                    ? (byte) 0x47
                    : inPacket == 1 ? 0x1F : inPacket == 2 ? (byte) 0xFF : (byte) 0x10;
            target.put(position < bytes.length ? bytes[(int) position] : stuffing);
            position++;
          }
          return count;
        }

        @Override
        public long position() {
          return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
          position = newPosition;
          return this;
        }

        @Override
        public long size() {
          return 1L << 50;
        }

        @Override
        public int write(ByteBuffer source) {
          throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel truncate(long newSize) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
          return true;
        }

        @Override
        public void close() {}
      };
    }
  }
}
