/**
 * Video and image bytes to frames and back: decoding with exact times, scaling, encoding, joining.
 *
 * <p>Place in the flow: the first step (driving frames, source images) and the last (segments,
 * sound, the finished file). The only package that may use FFmpeg; knows neither Spark nor DJL.
 */
@NullMarked
package dev.troupe.media;

import org.jspecify.annotations.NullMarked;
