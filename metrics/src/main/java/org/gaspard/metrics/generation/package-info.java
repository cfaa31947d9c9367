/**
 * How good are reconstructions and generated images, and how likely are data under a model with latent variables? All from plain
 * arrays: images, parameters of posteriors, log-weights, log-densities with gradients, features of any network.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[B18] M. Bińkowski, D. J. Sutherland, M. Arbel, A. Gretton. Demystifying MMD GANs. ICLR 2018.
 *   <li>[BGS16] Y. Burda, R. Grosse, R. Salakhutdinov. Importance weighted autoencoders. ICLR 2016.
 *   <li>[DLB82] D. C. Dowson, B. V. Landau. The Fréchet distance between multivariate normal distributions. Journal of
 *       Multivariate Analysis 12(3), 1982.
 *   <li>[GGA15] R. B. Grosse, Z. Ghahramani, R. P. Adams. Sandwiching the marginal likelihood using bidirectional Monte Carlo.
 *       arXiv:1511.02543, 2015.
 *   <li>[H17] M. Heusel, H. Ramsauer, T. Unterthiner, B. Nessler, S. Hochreiter. GANs trained by a two time-scale update rule
 *       converge to a local Nash equilibrium. NeurIPS 2017.
 *   <li>[KW14] D. P. Kingma, M. Welling. Auto-encoding variational Bayes. ICLR 2014.
 *   <li>[N01] R. M. Neal. Annealed importance sampling. Statistics and Computing 11, 2001.
 *   <li>[N11] R. M. Neal. MCMC using Hamiltonian dynamics. Handbook of Markov Chain Monte Carlo, 2011.
 *   <li>[WBSS04] Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli. Image quality assessment: from error visibility to
 *       structural similarity. IEEE Transactions on Image Processing 13(4), 2004.
 *   <li>[WBSG17] Y. Wu, Y. Burda, R. Salakhutdinov, R. Grosse. On the quantitative analysis of decoder-based generative models.
 *       ICLR 2017.
 *   <li>[WSB03] Z. Wang, E. P. Simoncelli, A. C. Bovik. Multiscale structural similarity for image quality assessment. Asilomar
 *       Conference on Signals, Systems and Computers 2003.
 * </ul>
 */
package org.gaspard.metrics.generation;
