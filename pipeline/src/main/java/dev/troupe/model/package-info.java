/**
 * The First Order Motion Model from its configuration, and model packages on disk.
 *
 * <p>Place in the flow: between a published checkpoint and inference. Writes the networks as
 * TorchScript through {@code torchscript}; runs nothing itself.
 */
@NullMarked
package dev.troupe.model;

import org.jspecify.annotations.NullMarked;
