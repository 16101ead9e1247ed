package dev.troupe.media;

import dev.troupe.problems.BadDataException;
import dev.troupe.problems.FolderException;
import dev.troupe.problems.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * Words for what is wrong with a file, and the line between faults of data (a missing or empty
 * file) and of the infrastructure (a broken connection).
 */
final class Faults {
  private Faults() {}

  static BadDataException cannotRead(MediaInput input, String why) {
    return new BadDataException("Cannot read %s: %s".formatted(input.name(), why));
  }

  static BadDataException cannotRead(MediaInput input, String why, Throwable cause) {
    return new BadDataException("Cannot read %s: %s".formatted(input.name(), why), cause);
  }

  /**
   * Opens a file that must have content.
   *
   * @throws BadDataException if it is missing, unreadable, a folder or empty
   * @throws UncheckedIOException if the storage fails
   */
  static SeekableByteChannel open(MediaInput input) {
    SeekableByteChannel channel = null;
    try {
      channel = input.open();
      if (channel.size() == 0) {
        channel.close();
        throw cannotRead(input, "it is empty; expected a media file");
      }
      return channel;
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw translate(input, e);
    }
  }

  /**
   * Reads a whole file.
   *
   * @throws BadDataException if it is missing, unreadable, a folder, empty or too long
   * @throws UncheckedIOException if the storage fails
   */
  static byte[] readAll(MediaInput input, int mostBytes) {
    try (SeekableByteChannel channel = open(input)) {
      if (channel.size() > mostBytes) {
        throw cannotRead(
            input, "expected at most %d bytes, found %d".formatted(mostBytes, channel.size()));
      }
      return Channels.newInputStream(channel).readAllBytes();
    } catch (IOException e) {
      throw translate(input, e);
    }
  }

  /** How long a file is, which must have content; thrown as by {@link #open}. */
  static long size(MediaInput input) {
    try (SeekableByteChannel channel = open(input)) {
      return channel.size();
    } catch (IOException e) {
      throw translate(input, e);
    }
  }

  /** What a decoder of images threw, whose bytes were in memory: never the storage's fault. */
  static BadDataException damaged(MediaInput input, Throwable failure) {
    String detail = failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")";
    return cannotRead(input, "the image is damaged or cut off" + detail, failure);
  }

  /** An input's failure as the kind of exception its reader should see. */
  static RuntimeException translate(MediaInput input, IOException found) {
    if (found instanceof NoProgressException) {
      return cannotRead(input, String.valueOf(found.getMessage()), found);
    }
    IOException failure = StorageException.of("Cannot read " + input.name(), found);
    if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
      return cannotRead(input, "there is no such file", failure);
    }
    if (failure instanceof AccessDeniedException) {
      return cannotRead(input, "permission denied; expected a readable file", failure);
    }
    if (failure instanceof NotDirectoryException || failure instanceof FolderException) {
      return cannotRead(input, "expected a file, found a folder", failure);
    }
    return new UncheckedIOException(failure.getMessage(), failure);
  }

  private static void closeQuietly(@Nullable SeekableByteChannel channel, IOException reason) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }

  /** Reading goes on and on and nothing comes of it. */
  static final class NoProgressException extends IOException {
    private static final long serialVersionUID = 1L;

    NoProgressException(long nanos) {
      super("nothing came of it within %.1f s; expected a video".formatted(nanos / 1e9));
    }
  }
}
