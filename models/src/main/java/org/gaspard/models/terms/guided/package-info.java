/**
 * Guidance of latents by a second, transparent decoder: {@link org.gaspard.models.terms.guided.DeformablePca} makes images of some
 * latents by principal components, and moves them as the others say; {@link org.gaspard.models.terms.guided.GuidedReconstruction}
 * and {@link org.gaspard.models.terms.guided.BasisOrthogonality} train it together with the encoder.
 *
 * <p>References: Ding, Xu, Xu, Parmar, Yang, Welling, Tu: Guided variational autoencoder for disentanglement learning. CVPR 2020,
 * arXiv 2004.01255. Jaderberg, Simonyan, Zisserman, Kavukcuoglu: Spatial transformer networks. NeurIPS 2015, arXiv 1506.02025.
 * Nakagawa, Togo, Ogawa, Haseyama: Gromov-Wasserstein autoencoders. ICLR 2023, arXiv 2209.07007, who compare with it by the
 * toolkit github.com/ganmodokix/vaetc.
 */
@NullMarked
package org.gaspard.models.terms.guided;

import org.jspecify.annotations.NullMarked;
