/**
 * Talking puppets drawn by a program: who they are ({@link dev.troupe.synthesis.Identity}), what
 * they do ({@link dev.troupe.synthesis.Performance}) and where every feature truly is ({@link
 * dev.troupe.synthesis.Landmarks}). Identity and performance come from separate seeds, so that
 * identity A in performance B has a true answer.
 *
 * <p>Place in the flow: makes training, validation and test data ({@link
 * dev.troupe.synthesis.SyntheticSet}) for whoever writes it to files. Everything is a function of
 * its seeds alone: no clock, no fonts, no images, and only arithmetic that every machine rounds
 * alike, so a seed gives the same pixels and the same sound everywhere. May depend on the value
 * types of {@code dev.troupe.media} and on Java2D; knows neither Spark, DJL nor FFmpeg.
 *
 * <p>How a head is drawn: every feature lies on a three-dimensional head ({@code HeadSurface}),
 * which {@code HeadView} turns and projects; parts ({@code Eyes}, {@code Mouth}, {@code HairCap},
 * ...) fill the projected outlines from back to front. Left and right are the viewer's at rest.
 */
@NullMarked
package dev.troupe.synthesis;

import org.jspecify.annotations.NullMarked;
