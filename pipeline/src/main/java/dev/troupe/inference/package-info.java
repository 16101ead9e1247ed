/**
 * The networks at work through DJL: detect keypoints, encode appearance, generate frames.
 *
 * <p>Place in the flow: called by tasks of {@code jobs} and by {@code cli} for the proof of an
 * import. One model per process and device, shared by content hash; plain Java values cross the
 * border.
 */
@NullMarked
package dev.troupe.inference;

import org.jspecify.annotations.NullMarked;
