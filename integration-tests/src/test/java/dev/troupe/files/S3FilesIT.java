package dev.troupe.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.process.FaultyProxy;
import dev.troupe.process.FaultyProxy.Faults;
import dev.troupe.process.S3Server;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a server that speaks S3, and what it costs there. */
class S3FilesIT extends FileLayerContract {
  private static final int FFMPEG_BUFFER = 1 << 16;

  @TempDir static Path server;

  private static S3Server s3;
  private static FaultyProxy counting;
  private static Map<String, String> settings;

  private final String name = UUID.randomUUID().toString();

  @BeforeAll
  static void start() throws Exception {
    s3 = new S3Server(server, "files");
    counting = new FaultyProxy(s3.port(), Faults.NONE, 0);
    settings = S3Server.settings(counting.port());
    settings.forEach(System::setProperty);
  }

  @AfterAll
  static void stop() throws IOException {
    HadoopFiles.fileSystem("s3a://files/").close();
    settings.keySet().forEach(System::clearProperty);
    counting.close();
    s3.close();
  }

  @Override
  String folder() {
    return "s3a://files/" + name;
  }

  @Test
  void read_throughInSmallSteps_takesOneRequestPerBlock() throws IOException {
    write("long", random(LONG));
    try (SeekableByteChannel channel = HadoopFiles.input(file("long")).open()) {
      ByteBuffer buffer = ByteBuffer.allocate(FFMPEG_BUFFER);
      while (channel.read(buffer) >= 0) {
        buffer.clear();
      }
    }

    assertThat(requests("GET", "/long")).isEqualTo(4);
    assertThat(requests("HEAD", "/long")).isEqualTo(1);
  }

  @Test
  void write_newFile_isOnePutAndNothingElse() throws IOException {
    write("segment.mp4", random(LONG));

    assertThat(requests("", name)).isEqualTo(1);
    assertThat(requests("PUT", name + "/segment.mp4")).isEqualTo(1);
  }

  private long requests(String method, String part) {
    List<String> all = counting.requests();
    return all.stream()
        .filter(request -> request.startsWith(method))
        .filter(request -> request.contains(name) && request.contains(part))
        .count();
  }
}
