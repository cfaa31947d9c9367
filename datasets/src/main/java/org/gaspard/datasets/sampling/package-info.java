/**
 * Ways to draw from the combinations of factors: subsets, pairs and sequences that differ in chosen factors, and
 * distributions with dependent factors or holes in their support.
 *
 * <p>Everything works on the indices of a {@link org.gaspard.datasets.FactorGrid} and so serves every
 * {@link org.gaspard.datasets.FactoredDataset}. Randomness comes from the generator that the caller gives; the same
 * generator in the same state gives the same draws.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[LPR20] F. Locatello, B. Poole, G. Rätsch, B. Schölkopf, O. Bachem, M. Tschannen. Weakly-supervised
 *       disentanglement without compromises. ICML 2020.
 *   <li>[RIA23] K. Roth, M. Ibrahim, Z. Akata, P. Vincent, D. Bouchacourt. Disentanglement of correlated factors via
 *       Hausdorff factorized support. ICLR 2023.
 *   <li>[TCK21] F. Träuble, E. Creager, N. Kilbertus, F. Locatello, A. Dittadi, A. Goyal, B. Schölkopf, S. Bauer. On
 *       disentangled representations learned from correlated data. ICML 2021.
 * </ul>
 */
@NullMarked
package org.gaspard.datasets.sampling;

import org.jspecify.annotations.NullMarked;
