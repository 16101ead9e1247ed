/**
 * What is measured on frames: preflight of driving clips, and the quality of rendered frames.
 *
 * <p>Place in the flow: beside capture and render, which measure a frame while they hold its
 * pixels. What compares a frame with its neighbours works on small thumbnails where all frames of a
 * clip come together, so that no value depends on how frames were shared out among tasks. Uses
 * {@code media}, {@code motion} and Spark's column types; knows no job.
 */
@NullMarked
package dev.troupe.jobs.quality;

import org.jspecify.annotations.NullMarked;
