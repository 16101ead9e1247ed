package dev.troupe.jobs.dataset;

import java.io.Serializable;

/**
 * A clip that goes into a data set, and what is known of it.
 *
 * @param number from 0, in order of the paths; part of its samples' keys
 * @param path its URI
 * @param split train, validation or test
 * @param identity who is in it; nobody is in two splits
 * @param synthetic whether a program made it: drawn or animated
 * @param source what it was made from, where it is synthetic: a hash or seed; else empty
 * @param driving whose motion it shows, likewise
 * @param sha256 what its bytes must be, or empty where any will do
 */
public record DatasetClip(
    int number,
    String path,
    String split,
    String identity,
    boolean synthetic,
    String source,
    String driving,
    String sha256)
    implements Serializable {

  String name() {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  DatasetClip with(int newNumber, String newSplit) {
    return new DatasetClip(newNumber, path, newSplit, identity, synthetic, source, driving, sha256);
  }
}
