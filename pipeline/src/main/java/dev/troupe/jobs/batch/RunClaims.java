package dev.troupe.jobs.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.jobs.ContentHash;
import dev.troupe.jobs.WorkFolder;
import dev.troupe.problems.RequestException;
import dev.troupe.source.Concurrently;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * A run's word that it is making some outputs, in the hidden folders beside them, so that a second
 * run ends before it does the same work. Every run first says so and then looks for others: of two,
 * at least one sees the other, in stores without a single atomic step too. One that has begun to
 * work stays; of two that arrive at once the one whose name comes first. The word of a run that was
 * killed counts no more than its {@link LifeSign}.
 */
final class RunClaims implements AutoCloseable {
  private static final String ENDING = ".run";
  private static final int NAME_DIGITS = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String id = UUID.randomUUID().toString();
  private final Map<String, List<String>> outputsByRoot;
  private final MadeFolders folders;
  private final @Nullable LifeSign life;

  /**
   * What a run says in a folder.
   *
   * @param id the run's name
   * @param owner whose it is, for people
   * @param begun when it began
   * @param life the file of its life sign
   * @param outputs hashes of the names of the outputs in the folder
   */
  record Claim(String id, String owner, String begun, String life, Set<String> outputs) {}

  private RunClaims(Map<String, List<String>> outputsByRoot, MadeFolders folders)
      throws IOException {
    this.outputsByRoot = outputsByRoot;
    this.folders = folders;
    this.life =
        outputsByRoot.isEmpty()
            ? null
            : LifeSign.begin(outputsByRoot.keySet().iterator().next() + "/" + id);
  }

  /**
   * Claims outputs.
   *
   * @param outputs of the items that will be made; of none, nothing is written
   * @throws RequestException if another run that lives is making one of them
   * @throws IOException if a file system fails
   */
  @MustBeClosed
  static RunClaims take(List<String> outputs) throws IOException {
    Map<String, List<String>> byRoot = new TreeMap<>();
    for (String output : outputs) {
      byRoot.computeIfAbsent(WorkFolder.sharedRoot(output), any -> new ArrayList<>()).add(output);
    }
    MadeFolders folders = new MadeFolders();
    for (String root : List.copyOf(byRoot.keySet())) {
      if (!folders.make(root)) {
        byRoot.remove(root); // nothing can be made there, by no run
      }
    }
    RunClaims claims = new RunClaims(byRoot, folders);
    boolean taken = false;
    try {
      LifeSign life = claims.life;
      if (life != null) {
        claims.write(life);
        claims.checkOthers();
        life.works();
      }
      taken = true;
      return claims;
    } finally {
      if (!taken) {
        claims.close();
      }
    }
  }

  private void write(LifeSign sign) throws IOException {
    String begun = Instant.now().toString();
    String owner = owner();
    Concurrently.map(
        List.copyOf(outputsByRoot.entrySet()),
        root -> {
          Set<String> names = new HashSet<>();
          root.getValue().forEach(output -> names.add(name(output)));
          byte[] claim = JSON.writeValueAsBytes(new Claim(id, owner, begun, sign.file(), names));
          WholeFiles.write(root.getKey() + "/" + id + ENDING, claim, root.getKey());
          return root;
        });
  }

  private void checkOthers() throws IOException {
    Map<String, LifeSign.Seen> seen = new HashMap<>();
    List<String> roots = List.copyOf(outputsByRoot.keySet());
    List<List<String>> claims = Concurrently.map(roots, this::others);
    for (int i = 0; i < roots.size(); i++) {
      for (String file : claims.get(i)) {
        Optional<Claim> claim = read(file);
        String root = roots.get(i);
        Optional<String> common = claim.flatMap(other -> common(other, root));
        if (claim.isEmpty()) {
          delete(file);
        } else if (common.isPresent() && isOver(claim.get(), seen)) {
          delete(file);
          delete(claim.get().life());
        } else if (common.isPresent()) {
          throw new RequestException(
              List.of(
                  "Cannot render %s: another run is making it, %s, since %s; wait for its end, or end it"
                      .formatted(common.get(), claim.get().owner(), claim.get().begun())));
        }
      }
    }
  }

  /** Whether another run has ended, or gives way to this one. */
  private boolean isOver(Claim other, Map<String, LifeSign.Seen> seen) throws IOException {
    LifeSign.Seen state = seen.get(other.id());
    while (state == null || (state == LifeSign.Seen.ARRIVING && id.compareTo(other.id()) < 0)) {
      state = LifeSign.look(other.life(), LifeSign.PATIENCE);
      if (state == LifeSign.Seen.ARRIVING) {
        LifeSign.pause();
      }
    }
    seen.put(other.id(), state);
    return state == LifeSign.Seen.DEAD;
  }

  private Optional<String> common(Claim other, String root) {
    return outputsByRoot.getOrDefault(root, List.of()).stream()
        .filter(output -> other.outputs().contains(name(output)))
        .findFirst();
  }

  private List<String> others(String root) throws IOException {
    List<String> files = new ArrayList<>();
    for (FileStatus file : HadoopFiles.fileSystem(root).listStatus(HadoopFiles.path(root))) {
      String name = file.getPath().getName();
      if (name.endsWith(ENDING) && !name.startsWith(id)) {
        files.add(root + "/" + name);
      }
    }
    return files;
  }

  /** A claim; empty if it is gone or damaged. */
  private static Optional<Claim> read(String file) throws IOException {
    byte[] bytes;
    try (InputStream in = Channels.newInputStream(HadoopFiles.input(file).open())) {
      bytes = in.readAllBytes();
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      Claim claim = JSON.readValue(bytes, Claim.class);
      return claim == null || claim.life() == null || claim.outputs() == null || claim.id() == null
          ? Optional.empty()
          : Optional.of(claim);
    } catch (IOException e) {
      return Optional.empty(); // Jackson's, of bytes in memory
    }
  }

  private static void delete(String file) throws IOException {
    HadoopFiles.fileSystem(file).delete(HadoopFiles.path(file), false);
  }

  private static String name(String output) {
    return ContentHash.of(output.substring(output.lastIndexOf('/') + 1)).substring(0, NAME_DIGITS);
  }

  private static String owner() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "an unnamed host";
    }
    return "process %d of %s on %s"
        .formatted(ProcessHandle.current().pid(), System.getProperty("user.name", "?"), host);
  }

  /** Gives the outputs free. */
  @Override
  public void close() throws IOException {
    try {
      Concurrently.map(
          List.copyOf(outputsByRoot.keySet()),
          root -> {
            String file = root + "/" + id + ENDING;
            delete(file);
            return root;
          });
    } finally {
      if (life != null) {
        life.close();
      }
    }
    outputsByRoot.keySet().forEach(Cleaning::removeIfEmpty);
    folders.removeEmpty();
  }
}
