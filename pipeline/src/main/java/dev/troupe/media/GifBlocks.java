package dev.troupe.media;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/** Walks the blocks of a GIF file without decoding them. */
final class GifBlocks {
  private static final int IMAGE = 0x2C;
  private static final int EXTENSION = 0x21;
  private static final int HEADER_BYTES = 10; // signature, width, height

  private final InputStream in;
  private boolean isWithinBlock;

  /** Reads from the channel's beginning; does not close it. */
  GifBlocks(SeekableByteChannel channel) throws IOException {
    in = new BufferedInputStream(Channels.newInputStream(channel.position(0)));
  }

  /** Whether the file ends before a block does; where only the last byte is missing it does not. */
  boolean endWithinBlock() throws IOException {
    return completeFrames() == 0 || isWithinBlock;
  }

  /** How many images come with all their data. */
  int completeFrames() throws IOException {
    int frames = 0;
    try {
      skip(HEADER_BYTES);
      skipColors(2);
      while (true) {
        isWithinBlock = false;
        int block = next();
        isWithinBlock = true;
        if (block == IMAGE) {
          skip(8);
          skipColors(0);
          skip(1);
          skipSubBlocks();
          frames++;
        } else if (block == EXTENSION) {
          skip(1);
          skipSubBlocks();
        } else {
          isWithinBlock = false;
          return frames;
        }
      }
    } catch (EOFException e) {
      return frames;
    }
  }

  /** Skips a byte of flags, some more bytes, and the colour table that the flags announce. */
  private void skipColors(int bytesBetween) throws IOException {
    int flags = next();
    skip(bytesBetween);
    if ((flags & 0x80) != 0) {
      skip(3 << ((flags & 7) + 1));
    }
  }

  private void skipSubBlocks() throws IOException {
    for (int length = next(); length > 0; length = next()) {
      skip(length);
    }
  }

  private void skip(int count) throws IOException {
    in.skipNBytes(count);
  }

  private int next() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException();
    }
    return value;
  }
}
