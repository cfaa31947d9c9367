package org.gaspard.models.directions;

import org.gaspard.tensor.Tensor;

/**
 * A direction that a {@link DirectionSearch} has found.
 *
 * @param vector of length 1, float64 [d]
 * @param coefficients its parts along the orthonormal candidates, of length 1, float64 [k]
 * @param effect of moving along it
 * @param before the effect of the point of the sphere that the search started from
 */
public record LatentDirection(Tensor vector, Tensor coefficients, Effect effect, Effect before) {

    /**
     * What a move does to images, on average over batches.
     *
     * @param divergence of the images and the moved images
     * @param change of an image: its distance to the moved one over the mean distance of two images of a batch
     * @param objective what the search minimises, made of both; infinite for a move that changes next to nothing, if that counts
     */
    public record Effect(double divergence, double change, double objective) {}
}
