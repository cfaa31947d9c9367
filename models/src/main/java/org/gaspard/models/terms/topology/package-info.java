/**
 * Terms that look at the topology of images and latents, and their controls.
 *
 * <p>{@link org.gaspard.models.terms.topology.TopDis} compares the images of latents before and after a
 * {@link org.gaspard.models.terms.topology.LatentTraversal}, by a {@link org.gaspard.models.terms.topology.CloudDivergence}.
 * {@link org.gaspard.models.terms.topology.TopologicalSignature}, {@link org.gaspard.models.terms.topology.RtdAutoencoder} and
 * {@link org.gaspard.models.terms.topology.RtdLiteAutoencoder} compare images and their latents.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[B24] N. Balabin, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. Disentanglement learning via topology.
 *       ICML 2024, arXiv:2308.12696.
 *   <li>[F17] H. Fan, H. Su, L. Guibas. A point set generation network for 3D object reconstruction from a single image.
 *       CVPR 2017, arXiv:1612.00603.
 *   <li>[G12] A. Gretton, K. Borgwardt, M. Rasch, B. Schölkopf, A. Smola. A kernel two-sample test. JMLR 13, 2012.
 *   <li>[M20] M. Moor, M. Horn, B. Rieck, K. Borgwardt. Topological autoencoders. ICML 2020, arXiv:1906.00722.
 *   <li>[T23] I. Trofimov, D. Cherniavskii, E. Tulchinskii, N. Balabin, E. Burnaev, S. Barannikov. Learning
 *       topology-preserving data representations. ICLR 2023, arXiv:2302.00136.
 *   <li>[T25] E. Tulchinskii, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. RTD-Lite: scalable topological analysis
 *       for comparing weighted graphs in learning tasks. AISTATS 2025, arXiv:2503.11910.
 * </ul>
 */
@NullMarked
package org.gaspard.models.terms.topology;

import org.jspecify.annotations.NullMarked;
