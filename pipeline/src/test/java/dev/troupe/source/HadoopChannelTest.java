package dev.troupe.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A channel over Hadoop's local file system against the bytes of the file. */
class HadoopChannelTest {
  private static final int SIZE = 200_000;
  private static final byte[] CONTENT = new byte[SIZE];

  private static Path file;

  @BeforeContainer
  static void write() throws IOException {
    new Random(7).nextBytes(CONTENT);
    file = Files.write(Files.createTempFile("channel", ".bin"), CONTENT);
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  /** A position to go to, and how much to read there. */
  record Step(int position, int length, boolean direct) {}

  @Property(tries = 60)
  void read_anyPositionsAndLengths_givesTheFilesBytes(
      @ForAll @Size(min = 1, max = 8) java.util.List<@IntRange(max = SIZE + 100) Integer> positions,
      @ForAll @IntRange(min = 1, max = 150_000) int length,
      @ForAll boolean direct)
      throws IOException {
    try (HadoopChannel channel = open()) {
      for (int position : positions) {
        channel.position(position);
        ByteBuffer target =
            direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
        int count = channel.read(target);
        if (position >= SIZE) {
          assertThat(count).isEqualTo(-1);
          assertThat(target.position()).isZero();
          continue;
        }
        assertThat(count).isBetween(1, Math.min(length, SIZE - position));
        assertThat(target.position()).isEqualTo(count);
        assertThat(channel.position()).isEqualTo(position + count);
        byte[] found = new byte[count];
        target.flip().get(found);
        assertThat(found).isEqualTo(Arrays.copyOfRange(CONTENT, position, position + count));
      }
    }
  }

  @Example
  void read_intoPartOfAnArray_leavesTheRestAlone() throws IOException {
    try (HadoopChannel channel = open()) {
      byte[] array = new byte[10];
      ByteBuffer part = ByteBuffer.wrap(array, 2, 5).slice();

      assertThat(channel.read(part)).isEqualTo(5);

      assertThat(array).startsWith(0, 0).endsWith(0, 0, 0);
      assertThat(Arrays.copyOfRange(array, 2, 7)).isEqualTo(Arrays.copyOf(CONTENT, 5));
    }
  }

  @Example
  void read_fullTarget_readsNothing() throws IOException {
    try (HadoopChannel channel = open()) {
      assertThat(channel.read(ByteBuffer.allocate(0))).isZero();
      assertThat(channel.position()).isZero();
    }
  }

  @Example
  void channel_isReadOnlyAndKnowsItsSize() throws IOException {
    try (HadoopChannel channel = open()) {
      assertThat(channel.size()).isEqualTo(SIZE);
      assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.truncate(1)).isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Example
  void close_channel_endsReading() throws IOException {
    HadoopChannel channel = open();

    channel.close();
    channel.close();

    assertThat(channel.isOpen()).isFalse();
    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> channel.position(0)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
  }

  private static HadoopChannel open() throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration(false));
    return new HadoopChannel(
        file.toString(), files.open(new org.apache.hadoop.fs.Path(file.toUri())), SIZE);
  }
}
