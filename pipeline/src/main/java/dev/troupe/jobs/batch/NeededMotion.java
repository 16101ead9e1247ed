package dev.troupe.jobs.batch;

import dev.troupe.media.Fit;
import dev.troupe.model.ModelLocation;

/**
 * A clip's motion, captured with a model.
 *
 * @param key its name in the library
 * @param clip a clip without fault
 * @param model the model whose keypoint detector finds it
 * @param fit how frames are brought to the network's size
 */
public record NeededMotion(String key, InspectedClip clip, ModelLocation model, Fit fit) {}
