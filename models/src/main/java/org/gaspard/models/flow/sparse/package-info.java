/**
 * Sparse transformation analysis [SKYPW25]: flows of latents that are found without labels in sequences in which a few transformations
 * at a time act, each at a speed of its own.
 *
 * <pre>{@code
 * z_t = z_{t−1} + Σ_k y_tk g_tk ∇u^k(z_{t−1}, t) + Σ_k ỹ_tk g_tk r^k(z_{t−1})          ∇·r^k = 0
 * }</pre>
 *
 * <p>By the decomposition of Helmholtz, each flow has a part without curl, the gradient of a
 * {@link org.gaspard.models.flow.Potential}, and one without divergence, {@link org.gaspard.models.flow.sparse.RotationField}.
 * Spikes y say which flows act and slabs g how fast; {@link org.gaspard.models.flow.sparse.ControlNetwork} infers both from two
 * consecutive images. {@link org.gaspard.models.flow.sparse.SparseFlowVae} is the model,
 * {@link org.gaspard.models.flow.sparse.SparseFlowObjective} its training, {@link org.gaspard.models.flow.sparse.SpikeAgreement} how
 * well spikes tell the true transformations; data are in {@code org.gaspard.datasets.sequences.SparseSequences}.
 *
 * {@snippet :
 * FlowArchitecture networks = FlowArchitecture.mnist().withWidth(32);
 * Vae vae = networks.networks(3, 32).vae(new Likelihood.Bernoulli(), RandomKey.of(1));
 * SparseSettings settings = SparseSettings.BOUND;
 * List<SparseFlow> flows = SparseFlow.family(3, 32, 32, 8, settings.flow().prior(), RandomKey.of(2));
 * ControlNetwork control = ControlNetwork.of(networks, 3, 3, settings.control(), RandomKey.of(3));
 * SparseFlowObjective objective = new SparseFlowObjective(new SparseFlowVae(vae, flows, control, settings));
 * }
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[SKYPW25] Y. Song, T. A. Keller, Y. Yue, P. Perona, M. Welling. Unsupervised representation learning from sparse transformation
 *       analysis. IEEE Transactions on Pattern Analysis and Machine Intelligence, 2025, arXiv:2410.05564. The text was not at hand: the
 *       equations are from its published program (Apache licence 2.0), and {@link org.gaspard.models.flow.sparse.SparseSettings} tells
 *       what that program computes from what its terms are bounds of.
 *   <li>[MMT17] C. J. Maddison, A. Mnih, Y. W. Teh. The concrete distribution. ICLR 2017, arXiv:1611.00712.
 * </ul>
 */
@NullMarked
package org.gaspard.models.flow.sparse;

import org.jspecify.annotations.NullMarked;
