package dev.troupe.inference;

import java.nio.file.Path;

/**
 * What to import and where to.
 *
 * @param checkpoint a published checkpoint, either serialisation
 * @param config its configuration, YAML
 * @param output the model package's folder
 * @param alignCorners whether pictures are sampled corner-aligned, as the published models were
 * @param overwrite whether a package that is there already is replaced
 * @param name the model's name: letters, digits, dots, dashes, underscores
 * @param createdBy the tool and its version, for the manifest
 */
public record ImportRequest(
    Path checkpoint,
    Path config,
    Path output,
    boolean alignCorners,
    boolean overwrite,
    String name,
    String createdBy) {}
