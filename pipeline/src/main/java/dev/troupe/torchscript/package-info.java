/**
 * PyTorch's file formats: checkpoints in, TorchScript archives out.
 *
 * <p>Place in the flow: below {@code model}. Checkpoints are untrusted: only a fixed list of names
 * may be built and every length is checked against the file. Depends on the JDK and on {@code
 * problems}.
 */
@NullMarked
package dev.troupe.torchscript;

import org.jspecify.annotations.NullMarked;
