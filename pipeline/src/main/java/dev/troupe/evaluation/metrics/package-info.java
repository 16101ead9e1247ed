/**
 * How far pictures and points are from the true ones: the numbers of an evaluation, and how sure
 * they are.
 *
 * <p>Place in the flow: pure maths under {@code dev.troupe.evaluation}. Depends on the value types
 * of {@code media} alone; knows neither Spark nor networks.
 */
@NullMarked
package dev.troupe.evaluation.metrics;

import org.jspecify.annotations.NullMarked;
