/**
 * The networks of the literature on disentanglement, written down as data: a {@link org.gaspard.models.networks.Network} is
 * the shape of an example, a list of {@link org.gaspard.models.networks.Stage}s and an
 * {@link org.gaspard.models.networks.Initialisation}. Its shapes are checked stage by stage when it is written down, before
 * anything is built; it prints as a table and builds layers with stable parameter names.
 *
 * <p>An encoder and a decoder that fit make an {@link org.gaspard.models.networks.AutoencoderArchitecture}. Those of
 * publications are in {@link org.gaspard.models.networks.ConvArchitecture} (windows of 4×4 that halve the image, then fully
 * connected layers), {@link org.gaspard.models.networks.ImageArchitectures} (all other forms) and
 * {@link org.gaspard.models.networks.Perceptrons}, {@link org.gaspard.models.networks.GwaeArchitecture} and
 * {@link org.gaspard.models.networks.FlowArchitecture} (sequences of images); those that programs choose from by name are in
 * {@link org.gaspard.models.networks.NamedArchitecture}; discriminators in {@link org.gaspard.models.networks.Discriminators}.
 * Choices by logits that networks give are those of {@link org.gaspard.models.networks.GumbelSoftmax}.
 * Networks of images and vectors together are in {@link org.gaspard.models.networks.PairArchitecture},
 * decoders that deform what they draw in {@code networks.warp}, networks with latents at several depths in
 * {@code networks.hierarchy}.
 *
 * {@snippet :
 * AutoencoderArchitecture architecture = ImageArchitectures.small(1, 10);
 * System.out.println(architecture.summary());
 * Vae vae = architecture.vae(new Likelihood.Bernoulli(), RandomKey.of(1));
 * }
 *
 * <h2>Conventions</h2>
 * <ul>
 *   <li>Shapes are those of one example, without the batch: images [H, W, C], vectors [n].
 *   <li>Encoders of variational autoencoders give the means of all latents, then the logarithms of all variances.
 *   <li>Decoders end without an activation, so that a likelihood reads logits or means; those of
 *       {@link org.gaspard.models.networks.NamedArchitecture.Output#MEANS} end with a logistic function and give pixels.
 * </ul>
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[B18] C. P. Burgess, I. Higgins, A. Pal, L. Matthey, N. Watters, G. Desjardins, A. Lerchner. Understanding
 *       disentangling in β-VAE. arXiv:1804.03599, 2018.
 *   <li>[Ba24] N. Balabin, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. Disentanglement learning via topology.
 *       ICML 2024.
 *   <li>[EM23] B. Estermann, R. Wattenhofer. DAVA: disentangling adversarial variational autoencoder. ICLR 2023.
 *   <li>[G10] X. Glorot, Y. Bengio. Understanding the difficulty of training deep feedforward neural networks. AISTATS
 *       2010.
 *   <li>[H15] K. He, X. Zhang, S. Ren, J. Sun. Delving deep into rectifiers. ICCV 2015.
 *   <li>[H17] I. Higgins, L. Matthey, A. Pal, C. Burgess, X. Glorot, M. Botvinick, S. Mohamed, A. Lerchner. β-VAE: learning
 *       basic visual concepts with a constrained variational framework. ICLR 2017.
 *   <li>[KM18] H. Kim, A. Mnih. Disentangling by factorising. ICML 2018.
 *   <li>[L19] F. Locatello, S. Bauer, M. Lucic, G. Rätsch, S. Gelly, B. Schölkopf, O. Bachem. Challenging common
 *       assumptions in the unsupervised learning of disentangled representations. ICML 2019.
 *   <li>[Le22] Y. Lee, S. Yoon, M. Son, F. C. Park. Regularized autoencoders for isometric representation learning. ICLR
 *       2022.
 *   <li>[N23] N. Nakagawa, R. Togo, T. Ogawa, M. Haseyama. Gromov-Wasserstein autoencoders. ICLR 2023.
 *   <li>[R23] K. Roth, M. Ibrahim, Z. Akata, P. Vincent, D. Bouchacourt. Disentanglement of correlated factors via
 *       Hausdorff factorized support. ICLR 2023.
 *   <li>[S20] H. Shao, S. Yao, D. Sun, A. Zhang, S. Liu, D. Liu, J. Wang, T. Abdelzaher. ControlVAE: controllable
 *       variational autoencoder. ICML 2020.
 *   <li>[S23] Y. Song, T. A. Keller, N. Sebe, M. Welling. Flow factorized representation learning. NeurIPS 2023.
 *   <li>[T23] I. Trofimov, D. Cherniavskii, E. Tulchinskii, N. Balabin, E. Burnaev, S. Barannikov. Learning topology-preserving
 *       data representations. ICLR 2023.
 *   <li>[W19] N. Watters, L. Matthey, C. P. Burgess, A. Lerchner. Spatial broadcast decoder: a simple architecture for
 *       learning disentangled representations in VAEs. arXiv:1901.07017, 2019.
 * </ul>
 */
@NullMarked
package org.gaspard.models.networks;

import org.jspecify.annotations.NullMarked;
