/**
 * The keypoint functions for any Spark session: {@link dev.troupe.motion}'s maths on the columns of
 * a motion table.
 *
 * <p>Place in the flow: {@link KeypointFunctions} is all that users see; the batch job's transfer
 * is one of them. Every function is a {@link KeypointFunction} in two forms. The row form calls
 * {@code motion} for one row. The columnar form computes the same for a batch of rows at once, in
 * terms of {@link Device}: {@link ColumnarTransfer}, {@link ColumnarHull} and {@link
 * ColumnarDistance}. On a GPU the device is cuDF's, through the RAPIDS Accelerator; those classes
 * are compiled by the Maven profile {@code rapids} alone and loaded only where RAPIDS is on the
 * class path, so that nothing else needs it.
 *
 * <p>May depend on {@code motion} and Spark; in the profile's source folder on RAPIDS.
 */
@NullMarked
package dev.troupe.udfs;

import org.jspecify.annotations.NullMarked;
