/** Troupe as processes of its own, the way users run it. */
@NullMarked
package dev.troupe.process;

import org.jspecify.annotations.NullMarked;
