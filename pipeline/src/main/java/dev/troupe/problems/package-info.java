/**
 * The two kinds of failure that are somebody's to mend: a wrong request and bad data.
 *
 * <p>A third kind, a fault of the infrastructure, stays an {@link java.io.IOException} and is
 * retried by Spark. Depends on nothing; anyone may use it.
 */
@NullMarked
package dev.troupe.problems;

import org.jspecify.annotations.NullMarked;
