/** The files that operators use: settings of Spark, scripts and manifests. */
@NullMarked
package dev.troupe.deploy;

import org.jspecify.annotations.NullMarked;
