package org.gaspard.models.terms;

import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Tensor;

/**
 * Estimates of the aggregate posterior {@code q(z) = (1/N) Σ_n q(z | x_n)} and of the product of its margins from one batch of
 * n images:
 *
 * <pre>{@code
 * ln q(z_i)      = ln Σ_j W_ij Π_k q(z_ik | x_j)
 * ln Π_k q(z_ik) = Σ_k ln Σ_j W_ij q(z_ik | x_j)
 * }</pre>
 *
 * <p>Only the weights W differ between the estimators. Time and memory {@code O(n² d)}: the densities of each dimension are
 * needed one by one for the margins, so the joint one is their sum; an expansion into matrix products would save nothing and
 * cancel where posteriors are narrow.
 *
 * <p>Chen, Li, Grosse, Duvenaud: Isolating sources of disentanglement in variational autoencoders. NeurIPS 2018, arXiv
 * 1802.04942, appendix C.
 *
 * @param weighting the weights W
 * @param dataSetSize N, the number of images that batches are drawn from
 */
public record AggregatePosterior(Weighting weighting, long dataSetSize) {

    /** How the images of a batch stand for all images. Below, {@code M = n − 1} and {@code s = (N − M) / (N M)}. */
    public enum Weighting {
        /**
         * Minibatch weighted sampling: {@code W_ij = 1/(nN)}. Biased; q(z) is underestimated. Its logarithms differ from those
         * of programs that leave the weights out by constants, which have no gradient.
         */
        WEIGHTED,
        /**
         * Minibatch stratified sampling: {@code W_ii = 1/N}, {@code W_i,i+1 = s} (cyclic), {@code 1/M} elsewhere; the rows sum
         * to 1. The sum is an unbiased estimate of q(z_i): each image counts itself as one of N, and the others for the rest.
         */
        STRATIFIED,
        /**
         * The weights that the authors' program has for {@link #STRATIFIED}: 1/N in the first column, s in the second, s at row
         * M − 1 of the first, 1/M elsewhere. As its strides of n run down columns instead of diagonals, all rows count the
         * first two images of the batch instead of their own. For comparison with publications that used it.
         */
        STRATIFIED_COLUMNS
    }

    /** Checks the size. */
    public AggregatePosterior {
        if (dataSetSize < 1) {
            throw new IllegalArgumentException("dataSetSize must be at least 1, found " + dataSetSize);
        }
    }

    /** Logarithms of densities at each latent, all [n]. */
    record LogDensities(Tensor posterior, Tensor aggregate, Tensor margins) {}

    /** The densities of latents, one for each image of the batch. */
    LogDensities at(GaussianPosterior posterior, Tensor latents) {
        int n = latents.extent(0);
        Tensor each = posterior.pairwiseLogDensities(latents);
        Tensor logWeights = Tensor.of(logWeights(n), n, n).cast(latents.dtype());
        return new LogDensities(
                posterior.logDensities(latents).sum(1),
                Activations.logSumExp(each.sum(2).add(logWeights), 1),
                Activations.logSumExp(each.add(logWeights.expand(2)), 1).sum(1));
    }

    /** {@code ln W}, [n × n]. */
    private double[] logWeights(int n) {
        double[] weights = new double[n * n];
        if (weighting != Weighting.WEIGHTED) {
            Checks.atLeast("the batch of a stratified estimate", n, 2);
        }
        if (dataSetSize < n) {
            throw new IllegalArgumentException(
                    "dataSetSize must be at least the size of the batch, " + n + ", found " + dataSetSize);
        }
        double size = dataSetSize;
        double others = n - 1;
        double rest = (size - others) / (size * others);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                weights[i * n + j] = Math.log(
                        switch (weighting) {
                            case WEIGHTED -> 1 / (n * size);
                            case STRATIFIED -> j == i ? 1 / size : j == (i + 1) % n ? rest : 1 / others;
                            case STRATIFIED_COLUMNS ->
                                j == 1 || j == 0 && i == n - 2 ? rest : j == 0 ? 1 / size : 1 / others;
                        });
            }
        }
        return weights;
    }
}
