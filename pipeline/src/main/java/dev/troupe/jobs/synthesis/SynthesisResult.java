package dev.troupe.jobs.synthesis;

/**
 * What a finished set holds.
 *
 * @param clips how many clips, cross pairs not counted
 * @param pairs how many cross pairs
 * @param frames frames of all of them
 * @param seconds the run took
 */
public record SynthesisResult(int clips, int pairs, long frames, double seconds) {}
