package dev.troupe.media;

import dev.troupe.problems.BadDataException;
import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Joins encoded segments and sound to one MP4 file without touching a pixel. */
public final class VideoAssembler {
  private VideoAssembler() {}

  /**
   * Writes the finished video: index in front, exact times, the same bytes for the same plan. The
   * file appears completely or not at all.
   *
   * @param plan what it is made of
   * @param output the file; replaced if it exists; its folder must exist
   * @return what was written
   * @throws IOException if the file cannot be written (the disk is full, the folder is missing)
   * @throws dev.troupe.problems.BadDataException if a segment or the sound cannot be read
   */
  public static AssemblyResult assemble(AssemblyPlan plan, Path output) throws IOException {
    Path target = output.toAbsolutePath();
    Path unfinished =
        target.resolveSibling(".%s.%s.part".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      AssemblyResult result = write(plan, unfinished);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return result;
    } catch (IOException e) {
      throw new StorageException("Cannot write %s: %s".formatted(output, e.getMessage()), e);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Sound whose packets turn out not to fit into one track is encoded anew. */
  private static AssemblyResult write(AssemblyPlan plan, Path path) throws IOException {
    Assembly assembly = new Assembly(plan, true);
    try {
      return assembly.write(path);
    } catch (BadDataException | IllegalStateException | ArithmeticException e) {
      if (!assembly.copiesSound()) {
        throw asBadData(plan, e);
      }
    }
    try {
      return new Assembly(plan, false).write(path);
    } catch (BadDataException | IllegalStateException | ArithmeticException e) {
      throw asBadData(plan, e);
    }
  }

  private static BadDataException asBadData(AssemblyPlan plan, RuntimeException failure) {
    if (failure instanceof BadDataException itself) {
      return itself;
    }
    String why =
        failure instanceof ArithmeticException
            ? "their times are out of range"
            : failure.getMessage();
    String sound = plan.sound().map(s -> " with the sound of " + s.input().name()).orElse("");
    return new BadDataException(
        "Cannot join %d segments%s: %s"
            .formatted(plan.segments().size(), sound, why),
        failure);
  }
}
