/**
 * Flow factorised representations [S23]: each transformation of the data, such as a rotation, is a flow of the latents along the
 * gradient of a learned potential, and not an axis.
 *
 * <pre>{@code
 * z_t = z_{t−1} + ∇u^k(z_{t−1}, t)                                     t = 1 … T, transformation k
 * ln q(z_t) = ln q(z_{t−1}) − ln|det(I + ∇²u^k(z_{t−1}, t))|            FlowDerivatives
 * ∂u^k/∂t + ½‖∇u^k‖² = f^k ≤ 0                                          HamiltonJacobi
 * }</pre>
 *
 * <p>{@link org.gaspard.models.flow.Potential} is the network u^k, and the one that makes f^k;
 * {@link org.gaspard.models.flow.FlowDerivatives} are its derivatives, by differentiation of the graph or written out;
 * {@link org.gaspard.models.flow.HamiltonJacobi} is the penalty that makes the flow one of optimal transport.
 * {@link org.gaspard.models.flow.FlowVae} is an autoencoder whose latents flow, with the densities of its posterior
 * ({@link org.gaspard.models.flow.DensityChange}) and of its prior ({@link org.gaspard.models.flow.PriorEvolution});
 * {@link org.gaspard.models.flow.FlowObjective} is its training, {@link org.gaspard.models.flow.FlowPredictor} what it foretells, and
 * {@link org.gaspard.models.flow.FlowPath} says which flows follow each other or act at once.
 * {@link org.gaspard.models.flow.FlowSettings} has the readings of the paper and of its published program.
 *
 * {@snippet :
 * Vae vae = FlowArchitecture.mnist().withWidth(32).networks(3, 32).vae(new Likelihood.Bernoulli(), RandomKey.of(1));
 * List<LatentFlow> flows = LatentFlow.family(3, 32, 32, 8, FlowSettings.PAPER.prior(), RandomKey.of(2));
 * FlowVae model = new FlowVae(vae, flows, FlowSettings.PAPER);
 * SequenceStep step = new SequenceStep(
 *         FlowObjective.supervised(model), Adam.Settings.adam(), batches::transformation, type);   // for VaeTrainer
 * Tensor start = vae.encode(images, ForwardPass.evaluation()).mean();
 * FlowPath switched = FlowPath.of(new int[][] {{0}, {0}, {1}, {1}, {0, 2}}, 3, FlowPath.Clock.OWN);
 * Tensor frames = model.generate(model.follow(start, switched));                                   // [N, 6, H, W, C]
 * }
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[S23] Y. Song, T. A. Keller, N. Sebe, M. Welling. Flow factorized representation learning. NeurIPS 2023, arXiv:2309.13167.
 *       What the paper leaves to its published program (Apache licence 2.0) is taken from that.
 *   <li>[B00] J.-D. Benamou, Y. Brenier. A computational fluid mechanics solution to the Monge-Kantorovich mass transfer problem.
 *       Numerische Mathematik 84, 2000.
 *   <li>[H89] M. F. Hutchinson. A stochastic estimator of the trace of the influence matrix for Laplacian smoothing splines.
 *       Communications in Statistics 18, 1989.
 * </ul>
 */
@NullMarked
package org.gaspard.models.flow;

import org.jspecify.annotations.NullMarked;
