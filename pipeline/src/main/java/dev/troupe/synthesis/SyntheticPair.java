package dev.troupe.synthesis;

/**
 * An identity in another one's performance: what an animation of the first by the second's clip
 * should look like.
 *
 * @param name unique among the set's pairs and fit for a file's name
 * @param identitySeed whose looks
 * @param driving whose performance
 */
public record SyntheticPair(String name, long identitySeed, SyntheticClip driving) {}
