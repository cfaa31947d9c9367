/**
 * Layers of neural networks. A {@link org.gaspard.autodiff.nn.Layer} is a function of a tensor and of a
 * {@link org.gaspard.autodiff.nn.ForwardPass}; it owns parameters under dotted names and changes nothing: what a
 * running statistic becomes is handed to the pass, for the training step to write.
 *
 * <p>Images are [N, H, W, C]. A weight's last two axes are [in, out]; transposed convolutions have [out, in], because
 * they are adjoints.
 */
@org.jspecify.annotations.NullMarked
package org.gaspard.autodiff.nn;
