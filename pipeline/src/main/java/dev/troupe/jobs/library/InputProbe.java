package dev.troupe.jobs.library;

import dev.troupe.jobs.ContentHash;
import dev.troupe.media.Images;
import dev.troupe.problems.ItemBoundary;
import dev.troupe.source.ClipFinder;
import dev.troupe.source.FileFacts;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads an input whole: hashes its bytes and finds out whether it can be used. */
final class InputProbe {
  private InputProbe() {}

  /**
   * Looks at an input. What is wrong with it is part of the answer.
   *
   * @throws IOException if the storage fails
   */
  static KnownInput of(Input input) throws IOException {
    return ItemBoundary.run(
        "Cannot read " + input.uri(),
        () -> input.kind() == Input.Kind.SOURCE ? image(input) : clip(input),
        why -> KnownInput.bad(input, why));
  }

  private static KnownInput image(Input input) throws IOException {
    Images.check(HadoopFiles.input(input.uri()));
    String hash = ContentHash.of(HadoopFiles.input(input.uri()));
    return new KnownInput(input, hash, bytes(input.uri()), null, null);
  }

  private static KnownInput clip(Input input) throws IOException {
    KnownClip.Facts facts = KnownClip.Facts.of(ClipFinder.find(input.uri(), input.imageRate()));
    if (!HadoopFiles.isFolder(input.uri())) {
      String hash = ContentHash.of(HadoopFiles.input(input.uri()));
      return new KnownInput(input, hash, bytes(input.uri()), facts, null);
    }
    StringBuilder content = new StringBuilder();
    long bytes = 0;
    List<String> files = HadoopFiles.list(input.uri());
    Map<String, FileFacts> sizes = FileFacts.find(files);
    for (String file : files) {
      String name = file.substring(file.lastIndexOf('/') + 1);
      content.append(name).append('\n').append(ContentHash.of(HadoopFiles.input(file)));
      content.append('\n');
      FileFacts size = sizes.get(file);
      bytes += size == null ? 0 : size.bytes();
    }
    return new KnownInput(input, ContentHash.of(content.toString()), bytes, facts, null);
  }

  private static long bytes(String uri) throws IOException {
    return HadoopFiles.fileSystem(uri).getFileStatus(HadoopFiles.path(uri)).getLen();
  }
}
