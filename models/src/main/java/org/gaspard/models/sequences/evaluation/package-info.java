/**
 * How well models of sequences foretell transformed images, and whether their transformations are those of the data.
 *
 * <p>{@link org.gaspard.models.sequences.evaluation.EquivarianceError} compares images or latents,
 * {@link org.gaspard.models.sequences.evaluation.TransformedLikelihood} estimates log-likelihoods of transformed images,
 * {@link org.gaspard.models.sequences.evaluation.TransformationAgreement} compares inferred transformations with true ones, and
 * {@link org.gaspard.models.sequences.evaluation.SequenceVariation} asks whether they can be told from what they do to images. Where the
 * published program of [S23] computes something else than its equations say, both are there.
 *
 * {@snippet :
 * int[] test = IntStream.range(0, 1000).toArray();
 * Score errors = EquivarianceError.paper(50).of(model, sequences, RandomKey.of(1), test);
 * double[] rotation = errors.table("error").values()[1];        // E_k and its standard error
 * Score bound = TransformedLikelihood.iwae(100, 50).of(posterior, likelihood, sequences, RandomKey.of(2), test);
 * }
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[S23] Y. Song, T. A. Keller, N. Sebe, M. Welling. Flow factorized representation learning. NeurIPS 2023, arXiv:2309.13167.
 *   <li>[B16] Y. Burda, R. Grosse, R. Salakhutdinov. Importance weighted autoencoders. ICLR 2016.
 *   <li>[V10] N. X. Vinh, J. Epps, J. Bailey. Information theoretic measures for clusterings comparison: variants, properties,
 *       normalization and correction for chance. Journal of Machine Learning Research 11, 2010.
 *   <li>[X16] J. Xie, R. Girshick, A. Farhadi. Unsupervised deep embedding for clustering analysis. ICML 2016.
 *   <li>[S23b] Y. Song, T. A. Keller, N. Sebe, M. Welling. Latent traversals in generative models as potential flows. ICML 2023,
 *       arXiv:2304.12944.
 *   <li>[Z20] X. Zhu, C. Xu, D. Tao. Learning disentangled representations with latent variation predictability. ECCV 2020.
 * </ul>
 */
@NullMarked
package org.gaspard.models.sequences.evaluation;

import org.jspecify.annotations.NullMarked;
