/** The job JAR on the releases of Spark that clusters have. */
@NullMarked
package dev.troupe.spark;

import org.jspecify.annotations.NullMarked;
