/**
 * Work of one task on two threads: what is made ahead of its taker, and what is done behind its
 * giver. Order, values and failures are those of one thread; only the waiting is less.
 *
 * <p>Place in the flow: frames are decoded ahead of the networks, and drawn and encoded behind
 * them. Knows nothing but the JDK.
 */
@NullMarked
package dev.troupe.flow;

import org.jspecify.annotations.NullMarked;
