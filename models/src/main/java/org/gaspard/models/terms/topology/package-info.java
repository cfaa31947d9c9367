/**
 * Terms that look at the topology of images and latents, and their controls.
 *
 * <p>{@link org.gaspard.models.terms.topology.TopDis} compares the images of latents before and after a
 * {@link org.gaspard.models.terms.topology.LatentTraversal}, by a {@link org.gaspard.models.terms.topology.CloudDivergence}.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[B24] N. Balabin, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. Disentanglement learning via topology.
 *       ICML 2024, arXiv:2308.12696.
 *   <li>[F17] H. Fan, H. Su, L. Guibas. A point set generation network for 3D object reconstruction from a single image.
 *       CVPR 2017, arXiv:1612.00603.
 *   <li>[G12] A. Gretton, K. Borgwardt, M. Rasch, B. Schölkopf, A. Smola. A kernel two-sample test. JMLR 13, 2012.
 * </ul>
 */
@NullMarked
package org.gaspard.models.terms.topology;

import org.jspecify.annotations.NullMarked;
