package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Tells from a file's own statements about its length whether its end is missing: FFmpeg reads a
 * cut file to its end without a word.
 */
final class Truncation {
  private static final int GIF_TRAILER = 0x3B;
  private static final int EBML_HEADER = 0x1A45DFA3;
  private static final int MATROSKA_SEGMENT = 0x18538067;

  private Truncation() {}

  /** Whether the file states to be longer than it is. */
  static boolean isCut(MediaFile file, int stream) {
    return switch (file.format()) {
      case "mov" -> indexPointsBehindEnd(file.stream(stream), file.size());
      case "matroska" -> isCut(file, Truncation::matroskaEnd);
      case "avi" -> isCut(file, Truncation::riffEnd);
      case "gif" -> isCut(file, Truncation::gifEnd);
      default -> false;
    };
  }

  /**
   * Whether a file that cannot be opened is an MP4 or MOV without the box that lists its frames.
   */
  static boolean lacksIndex(MediaInput input) {
    try (SeekableByteChannel channel = input.open()) {
      long position = 0;
      boolean isMp4 = false;
      while (position + 8 <= channel.size()) {
        ByteBuffer head = bytes(channel, position, (int) Math.min(16, channel.size() - position));
        String type = StandardCharsets.ISO_8859_1.decode(head.slice(4, 4)).toString();
        isMp4 |= type.equals("ftyp");
        long length = Integer.toUnsignedLong(head.getInt(0));
        if (length == 1 && head.capacity() >= 16) {
          length = head.getLong(8);
        }
        if (!isMp4 || type.equals("moov")) {
          return false;
        }
        if (length < 8) {
          break;
        }
        position = Math.addExact(position, length);
      }
      return isMp4;
    } catch (IOException | ArithmeticException e) {
      return false;
    }
  }

  /** How many frames the file states or, from its stated duration, seems to hold; 0 if unknown. */
  static int promisedFrames(MediaFile file, int stream, Timeline timeline) {
    AVStream source = file.stream(stream);
    long promised =
        file.format().equals("mov") ? avformat_index_get_entries_count(source) : source.nb_frames();
    long duration = file.context().duration();
    if (promised <= 0 && duration > 0) {
      double end = duration / 1e6 - timeline.time(0).toDouble();
      promised = Math.round(end * timeline.frameRate().toDouble());
    }
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, promised));
  }

  private static boolean indexPointsBehindEnd(AVStream stream, long size) {
    int count = avformat_index_get_entries_count(stream);
    for (int i = count - 1; i >= 0; i--) {
      AVIndexEntry entry = avformat_index_get_entry(stream, i);
      if (entry.pos() + entry.size() > size) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCut(MediaFile file, StatedEnd statedEnd) {
    try (SeekableByteChannel channel = file.input().open()) {
      return statedEnd.in(channel) > channel.size();
    } catch (IOException e) {
      throw Faults.translate(file.input(), e);
    }
  }

  /** How many images of a cut GIF are there to their last block. */
  static int completeGifFrames(MediaInput input) {
    try (SeekableByteChannel channel = input.open()) {
      return new GifBlocks(channel).completeFrames();
    } catch (IOException e) {
      throw Faults.translate(input, e);
    }
  }

  /** Whether a GIF has no whole image, or ends within one. */
  static boolean endsWithinGifBlock(MediaInput input) {
    try (SeekableByteChannel channel = input.open()) {
      return new GifBlocks(channel).endWithinBlock();
    } catch (IOException e) {
      throw Faults.translate(input, e);
    }
  }

  private static long riffEnd(SeekableByteChannel channel) throws IOException {
    return 8
        + Integer.toUnsignedLong(bytes(channel, 4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt(0));
  }

  private static long gifEnd(SeekableByteChannel channel) throws IOException {
    int last = bytes(channel, channel.size() - 1, 1).get(0);
    return last == GIF_TRAILER ? channel.size() : channel.size() + 1;
  }

  /** Where the segment ends that follows the EBML header; 0 where its length is left open. */
  private static long matroskaEnd(SeekableByteChannel channel) throws IOException {
    long position = 0;
    for (int element = 0; element < 4 && position + 16 <= channel.size(); element++) {
      ByteBuffer head = bytes(channel, position, 16);
      int id = head.getInt(0);
      int lengthBytes = Integer.numberOfLeadingZeros(head.get(4) & 0xFF) - 24 + 1;
      if (lengthBytes > 8 || (id != EBML_HEADER && id != MATROSKA_SEGMENT)) {
        return 0;
      }
      long length = head.get(4) & (0xFFL >> lengthBytes);
      for (int i = 1; i < lengthBytes; i++) {
        length = length << 8 | (head.get(4 + i) & 0xFF);
      }
      boolean open = length == (1L << (7 * lengthBytes)) - 1;
      position += 4 + lengthBytes + length;
      if (open || id == MATROSKA_SEGMENT) {
        return open ? 0 : position;
      }
    }
    return 0;
  }

  private static ByteBuffer bytes(SeekableByteChannel channel, long position, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    channel.position(position);
    while (bytes.hasRemaining() && channel.read(bytes) > 0) {
      // until full or at the end, where the rest stays zero
    }
    return bytes.rewind();
  }

  private interface StatedEnd {
    long in(SeekableByteChannel channel) throws IOException;
  }
}
