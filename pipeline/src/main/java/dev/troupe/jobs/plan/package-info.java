/**
 * What a batch will take, before it is run: items, frames, hours, cost, bytes.
 *
 * <p>Place in the flow: behind the commands {@code plan} and {@code render}. Looks through {@code
 * jobs.batch} at what there is, and estimates from what earlier runs measured ({@code
 * jobs.library}) or from a short run of the networks on this machine. Writes nothing.
 */
@NullMarked
package dev.troupe.jobs.plan;

import org.jspecify.annotations.NullMarked;
