/**
 * Data sets that are drawn by program, with all factors known: nothing is downloaded, and any image can be had in any
 * order. The same index gives the same pixels on every machine and in every thread.
 *
 * <p>{@link org.gaspard.datasets.rendered.Shapes3D} and {@link org.gaspard.datasets.rendered.RobotArm} are scenes seen
 * by a ray caster; {@link org.gaspard.datasets.rendered.XYSquares} and {@link org.gaspard.datasets.rendered.XYObject}
 * are squares; {@link org.gaspard.datasets.rendered.SpriteVariant} adds nuisances to sprites.
 * {@link org.gaspard.datasets.rendered.ImageCache} keeps the images of any such set in a file, and
 * {@link org.gaspard.datasets.rendered.ContactSheet} shows what its factors do.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>C. Burgess, H. Kim. 3D Shapes dataset. 2018.
 *   <li>H. Kim, A. Mnih. Disentangling by factorising. ICML 2018.
 *   <li>F. Locatello, S. Bauer, M. Lucic, G. Rätsch, S. Gelly, B. Schölkopf, O. Bachem. Challenging common assumptions
 *       in the unsupervised learning of disentangled representations. ICML 2019.
 *   <li>N. Michlo. Disent: a modular disentangled representation learning framework. 2021.
 *   <li>N. Michlo, R. Klein, S. James. Overlooked implications of the reconstruction loss for VAE disentanglement.
 *       IJCAI 2023.
 *   <li>W. Nie, T. Karras, A. Garg, S. Debnath, A. Patney, A. Patel, A. Anandkumar. Semi-supervised StyleGAN for
 *       disentanglement learning. ICML 2020.
 * </ul>
 */
@NullMarked
package org.gaspard.datasets.rendered;

import org.jspecify.annotations.NullMarked;
