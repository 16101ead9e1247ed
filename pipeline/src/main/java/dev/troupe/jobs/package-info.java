/**
 * The Spark jobs, one class per stage: capture, transfer, render, assemble.
 *
 * <p>Place in the flow: the middle. Reads frames from {@code source}, runs the networks of {@code
 * inference}, writes segments and finished videos through {@code media}.
 */
@NullMarked
package dev.troupe.jobs;

import org.jspecify.annotations.NullMarked;
