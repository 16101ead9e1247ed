/**
 * The command line: parse, check, wire, exit code.
 *
 * <p>Place in the flow: on top; nothing imports it. All mistakes of a request are reported together
 * before work starts.
 */
@NullMarked
package dev.troupe.cli;

import org.jspecify.annotations.NullMarked;
