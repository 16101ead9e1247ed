package dev.troupe.media;

/**
 * One decoded frame.
 *
 * @param index its place in the clip, in order of presentation, from 0
 * @param ticks its presentation time in units of the clip's time base
 * @param key whether the clip can be decoded from here on without earlier frames
 * @param picture its pixels
 */
public record Frame(int index, long ticks, boolean key, Picture picture) {}
