package dev.troupe.media;

import java.io.Serializable;

/**
 * What is done to decoded pictures, in FFmpeg, before they reach Java.
 *
 * @param size the size of the pictures delivered
 * @param fit how the clip's shape is brought to that size
 */
public record Scaling(FrameSize size, Fit fit) implements Serializable {}
