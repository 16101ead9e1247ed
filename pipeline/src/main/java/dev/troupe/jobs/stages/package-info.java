/**
 * The networks as Spark ML transformers, for pipelines of one's own.
 *
 * <p>Place in the flow: beside {@code jobs}, on the same task code. Follows the conventions of
 * DJL's Spark extension: {@code setInputCols}, {@code setOutputCol}, {@code setEngine}, {@code
 * setModelUrl}, {@code setBatchSize}; stages can be saved and loaded.
 */
@NullMarked
package dev.troupe.jobs.stages;

import org.jspecify.annotations.NullMarked;
