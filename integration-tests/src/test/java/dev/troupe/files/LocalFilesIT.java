package dev.troupe.files;

/** The contract on the local file system, by plain paths. */
class LocalFilesIT extends FileLayerContract {
  @Override
  String folder() {
    return local.resolve("files").toString();
  }
}
