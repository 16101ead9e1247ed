/**
 * Keypoints, Jacobians and motion transfer as pure maths on plain Java values.
 *
 * <p>Place in the flow: between capture (keypoints of driving frames) and render (the frame
 * generator). Depends on nothing but the JDK; anyone may use it.
 */
@NullMarked
package dev.troupe.motion;

import org.jspecify.annotations.NullMarked;
