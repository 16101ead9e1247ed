package dev.troupe.jobs.batch;

import dev.troupe.media.Fit;
import dev.troupe.model.ModelLocation;

/**
 * A character's appearance, encoded by a model.
 *
 * @param key its name in the library
 * @param source an image without fault
 * @param model the model that encodes it
 * @param fit how the image is brought to the network's size
 * @param backgroundRgb what shows through where it is transparent
 */
public record NeededAppearance(
    String key, InspectedSource source, ModelLocation model, Fit fit, int backgroundRgb) {}
