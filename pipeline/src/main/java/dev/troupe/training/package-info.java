/**
 * Self-supervised training: a dataset of videos and a configuration become a checkpoint and a model
 * package.
 *
 * <p>Place in the flow: beside {@code jobs}, called by {@code cli}. The forward pass is written
 * down by {@code model}; here DJL runs it, takes its gradients and steps the optimisers. Uses
 * {@code media} for frames and {@code inference} to prove the package it leaves; knows nothing of
 * Spark.
 */
@NullMarked
package dev.troupe.training;

import org.jspecify.annotations.NullMarked;
