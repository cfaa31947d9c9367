/**
 * Sequences of images {@code x_0, x_1, …, x_T}, each under one of K transformations, for models that learn a
 * transformation as a path in their latent space.
 *
 * <p>{@link org.gaspard.datasets.sequences.TransformationSequences} changes the pixels of any images, as of digits;
 * {@link org.gaspard.datasets.sequences.FactorSequences} goes along a factor of images that are made from factors. Both are
 * {@link org.gaspard.datasets.sequences.ImageSequences}, and {@link org.gaspard.datasets.sequences.SequenceBatches} says
 * which sequences a step of training sees. {@link org.gaspard.datasets.sequences.PublishedSequences} has the sequences of
 * [SKSW23]. Nothing has a state: a sequence is a pure function of its starting image and its transformation.
 *
 * <p>Both are {@linkplain org.gaspard.datasets.sequences.ComposableSequences composable}: transformations can follow each other
 * or act at once, as a {@link org.gaspard.datasets.sequences.Composition} says, and
 * {@link org.gaspard.datasets.sequences.SparseSequences} has several of them switched on and off at random, as [SKYPW25] trains on.
 * {@link org.gaspard.datasets.sequences.SequenceFrames} are the images of sequences as a data set of images.
 *
 * <p>The program of [SKSW23] makes all {@code x_t} from {@code x_0}, never from {@code x_{t−1}}, and draws one transformation for a
 * whole batch. How it moves pixels depends on the defaults of a library that it calls; here that is a parameter.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[N20] W. Nie et al. Semi-supervised StyleGAN for disentanglement learning. ICML 2020.
 *   <li>[SKSW23] Y. Song, T. A. Keller, N. Sebe, M. Welling. Flow factorized representation learning. NeurIPS 2023,
 *       arXiv:2309.13167.
 *   <li>[SKYPW25] Y. Song, T. A. Keller, Y. Yue, P. Perona, M. Welling. Unsupervised representation learning from sparse
 *       transformation analysis. IEEE Transactions on Pattern Analysis and Machine Intelligence, 2025, arXiv:2410.05564.
 * </ul>
 */
@NullMarked
package org.gaspard.datasets.sequences;

import org.jspecify.annotations.NullMarked;
