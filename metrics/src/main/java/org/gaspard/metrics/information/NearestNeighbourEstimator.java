package org.gaspard.metrics.information;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.learners.NearestNeighbourInformation;

/**
 * Information from distances to nearest neighbours: no bins for codes; of Ross for discrete factors and of Kraskov,
 * Stögbauer and Grassberger for continuous ones, see {@link NearestNeighbourInformation}. For codes without ties.
 *
 * <p>The entropy of a discrete factor is that of its labels. The differential entropy of a continuous one is no bound of
 * information and depends on units, so information about it is measured against the entropy of its bins.
 *
 * <p>Time {@code L K N log N}.
 *
 * @param information the estimator of a pair
 * @param factors the bins of continuous factors, for their entropy alone
 */
public record NearestNeighbourEstimator(NearestNeighbourInformation information, Discretizer factors)
        implements MutualInformationEstimator {

    /** With k neighbours, and 20 bins for the entropies of continuous factors. */
    public static NearestNeighbourEstimator of(int neighbours) {
        return new NearestNeighbourEstimator(
                NearestNeighbourInformation.standard().withNeighbours(neighbours), Discretizer.ownRange(20));
    }

    @Override
    public double[][] information(Codes codes, Factors factors) {
        return Pairs.compute(codes.width(), factors.count(), (l, k) -> {
            double[] code = codes.column(l);
            return factors.discrete(k)
                    ? information.discrete(code, factors.labels(k))
                    : information.continuous(code, factors.values(k));
        });
    }

    @Override
    public double[] entropies(Factors columns) {
        return new PlugIn(factors).entropies(columns);
    }

    @Override
    public String toString() {
        return information.neighbours() + " nearest neighbours, entropies of continuous factors by " + factors;
    }
}
