/**
 * Readers of published image data sets in the files in which they are distributed.
 *
 * <p>A reader gives a {@link org.gaspard.datasets.FactoredDataset} where the files hold every combination of known factors
 * once, whatever their order in the files, else a {@link org.gaspard.datasets.LabelledDataset}. Images are kept as bytes
 * outside the heap or stay in their mapped files; {@code pixel = byte / 255}. Readers of compressed files that may exceed
 * the memory also take a cache, an npy file of shape [N, H, W, C] into which they unpack once; a file of another kind in its
 * place is never overwritten.
 *
 * <p>A file that is truncated, corrupted or of another kind gets a {@link org.gaspard.datasets.DataFileException}; one that
 * is absent or cannot be read another {@link java.io.IOException}. Lengths that a file announces are compared with its own
 * before memory is taken. Files that stay mapped must not be shortened while they are in use.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[BK18] C. Burgess, H. Kim. 3D Shapes dataset. 2018.
 *   <li>[CLGD18] R. T. Q. Chen, X. Li, R. Grosse, D. Duvenaud. Isolating sources of disentanglement in variational
 *       autoencoders. NeurIPS 2018.
 *   <li>[G19] M. W. Gondal et al. On the transfer of inductive bias from simulation to the real world: a new
 *       disentanglement dataset. NeurIPS 2019.
 *   <li>[K09] A. Krizhevsky. Learning multiple layers of features from tiny images. 2009.
 *   <li>[L15] Z. Liu, P. Luo, X. Wang, X. Tang. Deep learning face attributes in the wild. ICCV 2015.
 *   <li>[L19] F. Locatello et al. Challenging common assumptions in the unsupervised learning of disentangled
 *       representations. ICML 2019.
 *   <li>[LHB04] Y. LeCun, F. J. Huang, L. Bottou. Learning methods for generic object recognition with invariance to pose
 *       and lighting. CVPR 2004.
 *   <li>[LST15] B. M. Lake, R. Salakhutdinov, J. B. Tenenbaum. Human-level concept learning through probabilistic program
 *       induction. Science 350, 2015.
 *   <li>[N20] W. Nie et al. Semi-supervised StyleGAN for disentanglement learning. ICML 2020.
 *   <li>[RZZL15] S. Reed, Y. Zhang, Y. Zhang, H. Lee. Deep visual analogy-making. NeurIPS 2015.
 * </ul>
 */
@NullMarked
package org.gaspard.datasets.files;

import org.jspecify.annotations.NullMarked;
