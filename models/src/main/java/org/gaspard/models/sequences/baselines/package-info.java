/**
 * What flows of latents are compared with ([S23]): models of sequences without flows, and how they foretell sequences.
 *
 * <p>{@link org.gaspard.models.sequences.baselines.PlainSequenceVae} takes frames as images and foretells by a
 * {@link org.gaspard.models.sequences.baselines.StillPredictor} or an {@link org.gaspard.models.sequences.baselines.AxisTraversal};
 * {@link org.gaspard.models.sequences.baselines.SlowVae} has latents of which few change from frame to frame;
 * {@link org.gaspard.models.sequences.baselines.Tvae} rolls numbers in capsules. Potential flows without densities are in
 * {@link org.gaspard.models.flow.wave}.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[S23] Y. Song, T. A. Keller, N. Sebe, M. Welling. Flow factorized representation learning. NeurIPS 2023, arXiv:2309.13167.
 *   <li>[K14] D. P. Kingma, M. Welling. Auto-encoding variational Bayes. ICLR 2014, arXiv:1312.6114.
 *   <li>[H17] I. Higgins et al. β-VAE: learning basic visual concepts with a constrained variational framework. ICLR 2017.
 *   <li>[KL21] D. Klindt et al. Towards nonlinear disentanglement in natural data with temporal sparse coding. ICLR 2021,
 *       arXiv:2007.10930.
 *   <li>[KW21] T. A. Keller, M. Welling. Topographic VAEs learn equivariant capsules. NeurIPS 2021, arXiv:2109.01394; its published
 *       program (MIT licence) for what is said of it.
 * </ul>
 */
@NullMarked
package org.gaspard.models.sequences.baselines;

import org.jspecify.annotations.NullMarked;
