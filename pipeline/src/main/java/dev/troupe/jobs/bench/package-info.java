/**
 * {@code troupe bench}: Troupe measured beside the loop that it replaces, in one run on one
 * machine.
 *
 * <p>Place in the flow: beside the jobs that it runs; called by {@code cli}. Writes numbers as JSON
 * and a page of charts.
 */
@NullMarked
package dev.troupe.jobs.bench;

import org.jspecify.annotations.NullMarked;
