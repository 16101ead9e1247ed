/**
 * Whose a failure is: a wrong request's, bad data's, or storage's; and the boundary around the work
 * on one item that keeps the first two from ending a batch.
 *
 * <p>A {@link dev.troupe.problems.StorageException} is retried by Spark and ends a command with
 * exit code 3. Depends on nothing; anyone may use it.
 */
@NullMarked
package dev.troupe.problems;

import org.jspecify.annotations.NullMarked;
