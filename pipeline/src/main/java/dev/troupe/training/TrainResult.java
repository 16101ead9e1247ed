package dev.troupe.training;

import java.nio.file.Path;

/**
 * What a run left.
 *
 * @param checkpoint the last checkpoint
 * @param model the model package made of it
 * @param steps how many steps were made in all
 * @param skipped how many videos could not be used
 */
public record TrainResult(Path checkpoint, Path model, long steps, int skipped) {}
