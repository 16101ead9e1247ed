/**
 * PyTorch's file formats and safetensors: checkpoints in, TorchScript archives out.
 *
 * <p>Place in the flow: below {@code model}. Checkpoints are untrusted: only a fixed list of names
 * is built, others stay inert, and every length is checked against the file. Depends on the JDK,
 * Jackson and {@code problems}.
 */
@NullMarked
package dev.troupe.torchscript;

import org.jspecify.annotations.NullMarked;
