package dev.troupe.media;

import java.io.IOException;
import java.nio.file.Path;

/** Joins encoded segments and sound to one MP4 file without touching a pixel. */
@SuppressWarnings("DoNotCallSuggester") // until implemented
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
    throw new UnsupportedOperationException(plan + " " + output);
  }
}
