package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Lets FFmpeg read from or write to a Java channel.
 *
 * <p>JavaCPP makes only ten native entry points for each callback class, so one callback of each
 * kind serves all channels, told apart by the number that FFmpeg hands back as {@code opaque}.
 */
final class ChannelIo implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int SEEK_SET = 0;
  private static final int SEEK_CURRENT = 1;
  private static final int SEEK_END = 2;
  private static final int EIO = -5;

  private static final Map<Long, ChannelIo> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong LAST = new AtomicLong();
  private static final Read READ = new Read();
  private static final Write WRITE = new Write();
  private static final Seek SEEK = new Seek();

  private final long number = LAST.incrementAndGet();
  private final SeekableByteChannel channel;
  private final AVIOContext context;
  private final long mostNanos;
  private @Nullable IOException failure;
  private long begun = System.nanoTime();
  private long waited;

  private ChannelIo(SeekableByteChannel channel, boolean writing, Duration mostTime) {
    Ffmpeg.load();
    this.channel = channel;
    mostNanos = mostTime.toNanos();
    BytePointer buffer =
        new BytePointer(Ffmpeg.allocated(av_malloc(BUFFER_BYTES), "a buffer"))
            .capacity(BUFFER_BYTES);
    OPEN.put(number, this);
    context =
        avio_alloc_context(
            buffer,
            BUFFER_BYTES,
            writing ? 1 : 0,
            new Opaque(number),
            writing ? null : READ,
            writing ? WRITE : null,
            SEEK);
    Ffmpeg.allocated(context, "an I/O context");
  }

  /**
   * Takes over the channel: it is closed with this.
   *
   * @param mostTime that may pass in one step of the reader's, without storage's part, before
   *     reading fails
   */
  @MustBeClosed
  static ChannelIo reading(SeekableByteChannel channel, Duration mostTime) {
    return new ChannelIo(channel, false, mostTime);
  }

  /** Takes over the channel: it is closed with this. */
  @MustBeClosed
  static ChannelIo writing(SeekableByteChannel channel) {
    return new ChannelIo(channel, true, Duration.ofDays(1));
  }

  AVIOContext context() {
    return context;
  }

  /** Begins to count the time of a step anew. */
  void beginStep() {
    begun = System.nanoTime();
    waited = 0;
  }

  /** The length of the file in bytes. */
  long size() throws IOException {
    return channel.size();
  }

  /** The channel's own failure, which FFmpeg reports only as "I/O error". */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void close() {
    OPEN.remove(number);
    av_free(context.buffer());
    avio_context_free(context);
    try {
      channel.close();
    } catch (IOException e) {
      failure = e;
    }
  }

  private int transfer(BytePointer data, int size, boolean writing) {
    var bytes = data.capacity(size).asByteBuffer();
    try {
      if (!writing) {
        return read(bytes);
      }
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return size;
    } catch (IOException e) {
      failure = e;
      return EIO;
    }
  }

  private int read(ByteBuffer bytes) throws IOException {
    long start = System.nanoTime();
    if (start - begun - waited > mostNanos) {
      throw new Faults.NoProgressException(mostNanos);
    }
    int count = channel.read(bytes);
    waited += System.nanoTime() - start;
    return count <= 0 ? AVERROR_EOF : count;
  }

  private long seek(long offset, int whence) {
    try {
      long target =
          switch (whence & 0xFFFF) {
            case SEEK_SET -> offset;
            case SEEK_CURRENT -> channel.position() + offset;
            case SEEK_END -> channel.size() + offset;
            default -> -1;
          };
      if ((whence & AVSEEK_SIZE) != 0) {
        return channel.size();
      }
      if (target < 0) {
        return EIO;
      }
      channel.position(target);
      return target;
    } catch (IOException e) {
      failure = e;
      return EIO;
    }
  }

  private static @Nullable ChannelIo of(Pointer opaque) {
    return OPEN.get(opaque.address());
  }

  /** A number in the shape of a pointer; never followed. */
  private static final class Opaque extends Pointer {
    Opaque(long number) {
      super((Pointer) null);
      address = number;
    }
  }

  private static final class Read extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer data, int size) {
      ChannelIo io = of(opaque);
      return io == null ? EIO : io.transfer(data, size, false);
    }
  }

  private static final class Write extends Write_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer data, int size) {
      ChannelIo io = of(opaque);
      return io == null ? EIO : io.transfer(data, size, true);
    }
  }

  private static final class Seek extends Seek_Pointer_long_int {
    @Override
    public long call(Pointer opaque, long offset, int whence) {
      ChannelIo io = of(opaque);
      return io == null ? EIO : io.seek(offset, whence);
    }
  }
}
