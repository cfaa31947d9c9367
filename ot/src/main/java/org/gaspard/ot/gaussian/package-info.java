/**
 * Optimal transport between Gaussian distributions, where all is known in closed form or nearly so: distance, map,
 * barycentre and the entropic problem. Made to be used, and as the truth that solvers on samples are held against. All with
 * the cost {@code ‖x − y‖²}.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[ABCM16] P. C. Álvarez-Esteban, E. del Barrio, J. A. Cuesta-Albertos, C. Matrán. A fixed-point approach to
 *       barycenters in Wasserstein space. Journal of Mathematical Analysis and Applications 441(2), 2016.
 *   <li>[BJL19] R. Bhatia, T. Jain, Y. Lim. On the Bures-Wasserstein distance between positive definite matrices.
 *       Expositiones Mathematicae 37(2), 2019.
 *   <li>[JMPC20] H. Janati, B. Muzellec, G. Peyré, M. Cuturi. Entropic optimal transport between unbalanced Gaussian
 *       measures has a closed form. NeurIPS 2020.
 *   <li>[MGM22] A. Mallasto, A. Gerolin, H. Q. Minh. Entropy-regularized 2-Wasserstein distance between Gaussian measures.
 *       Information Geometry 5, 2022.
 *   <li>[OP82] I. Olkin, F. Pukelsheim. The distance between two random vectors with given dispersion matrices. Linear
 *       Algebra and its Applications 48, 1982.
 * </ul>
 */
@NullMarked
package org.gaspard.ot.gaussian;

import org.jspecify.annotations.NullMarked;
