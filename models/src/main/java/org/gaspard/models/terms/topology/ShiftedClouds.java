package org.gaspard.models.terms.topology;

import org.gaspard.tensor.Tensor;
import org.gaspard.topology.loss.MaskedShift;

/**
 * The images of a batch of latents before and after a {@link LatentTraversal}, in static shapes.
 *
 * @param originals X̂, [n, H, W, C]
 * @param shifted X̂', likewise; row i is of the same image as row i of the originals
 * @param shift the shift of their latents, with the mask of the rows for which it is defined: the others do not count
 */
public record ShiftedClouds(Tensor originals, Tensor shifted, MaskedShift shift) {}
