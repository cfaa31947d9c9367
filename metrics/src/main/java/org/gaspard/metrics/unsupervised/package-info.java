/**
 * Metrics that need no factors: do codes depend on each other, is their support a box, do several models agree, can reconstructions
 * be told from decodings of independent codes?
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[D20] S. Duan, L. Matthey, A. Saraiva, N. Watters, C. P. Burgess, A. Lerchner, I. Higgins. Unsupervised model selection
 *       for variational disentangled representation learning. ICLR 2020.
 *   <li>[EW23] B. Estermann, R. Wattenhofer. DAVA: Disentangling adversarial variational autoencoder. ICLR 2023.
 *   <li>[FH12] P. F. Felzenszwalb, D. P. Huttenlocher. Distance transforms of sampled functions. Theory of Computing 8, 2012.
 *   <li>[L19] F. Locatello, S. Bauer, M. Lucic, G. Rätsch, S. Gelly, B. Schölkopf, O. Bachem. Challenging common assumptions in
 *       the unsupervised learning of disentangled representations. ICML 2019. The scores as in its library disentanglement_lib.
 *   <li>[R23] K. Roth, M. Ibrahim, Z. Akata, P. Vincent, D. Bouchacourt. Disentanglement of correlated factors via Hausdorff
 *       factorized support. ICLR 2023.
 *   <li>[W60] S. Watanabe. Information theoretical analysis of multivariate correlation. IBM Journal 4(1), 1960.
 * </ul>
 */
package org.gaspard.metrics.unsupervised;
