/** Batches on a real cluster from and to a real store, whatever goes wrong on the way. */
@NullMarked
package dev.troupe.batch;

import org.jspecify.annotations.NullMarked;
