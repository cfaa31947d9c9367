package org.gaspard.metrics.information;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.learners.NearestNeighbourInformation;

/**
 * Information from distances to nearest neighbours: no bins for codes; of Ross for discrete factors and of Kraskov,
 * Stögbauer and Grassberger for continuous ones, see {@link NearestNeighbourInformation}. For continuous codes: between
 * repeated values noise decides, and scores name the codes that have them.
 *
 * <p>The entropy of a discrete factor is that of its labels. The differential entropy of a continuous one is no bound of
 * information and depends on units; the entropy of its bins is listed, but is no bound either, as information without bins
 * grows with the number of points. So scores that divide by an entropy refuse continuous factors with this estimator.
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
    public List<String> warnings(Codes codes) {
        List<Integer> tied = Arrays.stream(codes.varying())
                .filter(l -> Arrays.stream(codes.column(l)).distinct().count() < codes.points())
                .boxed()
                .toList();
        return tied.isEmpty()
                ? List.of()
                : List.of("codes " + tied + " have repeated values, "
                        + (information.noise() > 0
                                ? "between which the noise of the estimator decides"
                                : "which count as at distance 0")
                        + ": nearest neighbours are for continuous codes");
    }

    @Override
    public double[] entropies(Factors columns) {
        return new PlugIn(factors).entropies(columns);
    }

    @Override
    public String toString() {
        return information.neighbours() + " nearest neighbours, noise " + information.noise() + " of seed "
                + information.seed() + ", entropies of continuous factors by " + factors;
    }
}
