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
 *
 * {@snippet :
 * List<Potential> potentials = Potential.family("potential", transformations, 10, 64, RandomKey.of(1));
 * List<Potential> forces = Potential.family("force", transformations, 10, 64, RandomKey.of(2));
 * FlowDerivatives u = FlowDerivatives.of(Method.CLOSED_FORM, potentials.get(k), z, t, pass);
 * Tensor penalty = HamiltonJacobi.PAPER.step(u, HamiltonJacobi.force(forces.get(k), z, t, pass));
 * Tensor next = z.add(u.gradient());
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
