package dev.troupe.synthesis;

/**
 * One clip of a synthetic set: who plays what.
 *
 * @param name unique in its set and fit for a file's name: "000012#003", the identity before the
 *     number sign as data sets of this kind have it
 * @param identitySeed who
 * @param performanceSeed what
 * @param split what it is for
 */
public record SyntheticClip(String name, long identitySeed, long performanceSeed, Split split) {}
