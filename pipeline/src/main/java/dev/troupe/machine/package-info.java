/**
 * What the machine and its account offer to a process: folders that may be written and run from.
 *
 * <p>Depends on {@code problems} alone; anyone may use it.
 */
@NullMarked
package dev.troupe.machine;

import org.jspecify.annotations.NullMarked;
