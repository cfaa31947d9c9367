/**
 * Terms of objectives: each a named function from one forward pass to a number, that fits any model with that pass.
 *
 * <ul>
 *   <li>The evidence bound: {@link org.gaspard.models.terms.Reconstruction}, {@link org.gaspard.models.terms.KlDivergence},
 *       {@link org.gaspard.models.terms.CapacityKl}, {@link org.gaspard.models.terms.ControlledKl},
 *       {@link org.gaspard.models.terms.SteeredCapacityKl}, {@link org.gaspard.models.terms.MonteCarloKl} for other priors, and
 *       {@link org.gaspard.models.terms.ImportanceWeightedBound} in the place of all;
 *       {@link org.gaspard.models.terms.CalibratedReconstruction} and
 *       {@link org.gaspard.models.terms.ConstrainedReconstruction} in the place of the reconstruction.
 *   <li>The distribution of latents: {@link org.gaspard.models.terms.KlDecomposition},
 *       {@link org.gaspard.models.terms.DipCovariance}, {@link org.gaspard.models.terms.PriorMmd},
 *       {@link org.gaspard.models.terms.PriorSlicedWasserstein}, {@link org.gaspard.models.terms.AdversarialPrior},
 *       {@link org.gaspard.models.terms.EstimatedMixture},
 *       {@link org.gaspard.models.terms.HausdorffFactorisedSupport},
 *       {@link org.gaspard.models.terms.LatentDiscriminator}; {@link org.gaspard.models.terms.ImageDiscriminator} of what
 *       the decoder makes of them.
 *   <li>Deterministic autoencoders: {@link org.gaspard.models.terms.LatentNorm},
 *       {@link org.gaspard.models.terms.DecoderWeightNorm}, {@link org.gaspard.models.terms.DecoderGradientPenalty}.
 *   <li>What terms that lead to a prior have in common: {@link org.gaspard.models.terms.PriorTerm}, {@link
 *       org.gaspard.models.terms.PriorDraws}.
 *   <li>Geometry: {@link org.gaspard.models.terms.GeometryPreservation}.
 *   <li>Games with discriminators of images and latents: {@code org.gaspard.models.terms.adversarial}.
 * </ul>
 *
 * <p>The papers are named at each term.
 */
@org.jspecify.annotations.NullMarked
package org.gaspard.models.terms;
