package dev.troupe.inference;

import dev.troupe.media.Picture;

/**
 * A frame and what the networks say of it.
 *
 * @param picture of the network's frame size
 * @param occludedShare how much of the frame the source does not show, so that the generator had to
 *     invent it: one minus the occlusion map's mean, 0 to 1; NaN where the model's package was
 *     written before packages told
 */
public record GeneratedFrame(Picture picture, float occludedShare) {}
