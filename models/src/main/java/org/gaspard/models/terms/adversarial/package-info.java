/**
 * Generative models that are trained against a discriminator of images and latents, as terms of an objective and losses of its
 * opponents.
 *
 * <ul>
 *   <li>{@link org.gaspard.models.terms.adversarial.JointDiscriminator}: adversarially learned inference, without reconstruction.
 *   <li>{@link org.gaspard.models.terms.adversarial.AdversarialDivergence}: adversarial variational Bayes, for posteriors without
 *       a density.
 *   <li>{@link org.gaspard.models.terms.adversarial.LearnedSimilarity}: VAE-GAN, reconstruction in the features of a
 *       discriminator.
 * </ul>
 *
 * <p>{@code org.gaspard.models.methods.AdversarialModels} assembles them.
 */
@NullMarked
package org.gaspard.models.terms.adversarial;

import org.jspecify.annotations.NullMarked;
