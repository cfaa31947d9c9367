package org.gaspard.metrics.information;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Score;

/**
 * What L codes know about the K factors that vary, in nats.
 *
 * @param information I(z_l; v_k), [L][K]
 * @param codeEntropies H(z_l), [L]; NaN if the estimator has no labels of codes
 * @param factorEntropies H(v_k), [K]
 * @param factors the names of the factors, [K]
 * @param warnings about constant factors and codes
 */
record InformationMatrix(
        double[][] information,
        double[] codeEntropies,
        double[] factorEntropies,
        List<String> factors,
        List<String> warnings) {

    static final String INFORMATION = "mutual information (nats)";
    static final String FACTOR_ENTROPY = "factor entropy (nats)";

    /**
     * Computes it once for a metric.
     *
     * @param minCodes the number of codes that the metric needs
     * @param minFactors the number of varying factors that it needs
     */
    static InformationMatrix of(Points points, MutualInformationEstimator estimator, int minCodes, int minFactors) {
        Codes codes = points.codes();
        requireCodes(codes, minCodes);
        Factors factors = varying(points.factors(), minFactors);
        List<String> warnings = warnings(points);
        warnings.addAll(estimator.warnings(codes));
        if (estimator instanceof PlugIn plugIn) {
            var codeLabels = plugIn.labels(codes);
            var factorLabels = plugIn.labels(factors);
            double[] entropies = PlugIn.entropies(factorLabels);
            requireEntropy(factors, entropies);
            return new InformationMatrix(
                    PlugIn.information(codeLabels, factorLabels),
                    PlugIn.entropies(codeLabels),
                    entropies,
                    factors.names(),
                    warnings);
        }
        double[] unknown = new double[codes.width()];
        Arrays.fill(unknown, Double.NaN);
        double[] entropies = estimator.entropies(factors);
        requireEntropy(factors, entropies);
        return new InformationMatrix(
                estimator.information(codes, factors), unknown, entropies, factors.names(), warnings);
    }

    private static void requireEntropy(Factors factors, double[] entropies) {
        for (int k = 0; k < entropies.length; k++) {
            if (!(entropies[k] > 0)) {
                throw new IllegalArgumentException("factor '" + factors.name(k)
                        + "' varies, but all its values share one bin: it needs other bins to have an entropy");
            }
        }
    }

    static void requireCodes(Codes codes, int least) {
        if (codes.width() < least) {
            throw new IllegalArgumentException("codes must have L ≥ " + least + " columns, found L = " + codes.width()
                    + ": a gap needs a second code");
        }
    }

    /** The factors that vary. */
    static Factors varying(Factors factors, int least) {
        int[] varying = factors.varying();
        if (varying.length == 0) {
            throw new IllegalArgumentException("factors must vary, found all " + factors.count() + " constant over "
                    + factors.points() + " points: there is nothing to measure");
        }
        if (varying.length < least) {
            throw new IllegalArgumentException("at least " + least + " factors must vary, found " + varying.length
                    + " of " + factors.count() + ": codes are compared by what they know of several");
        }
        return varying.length == factors.count() ? factors : factors.columns(varying);
    }

    static List<String> warnings(Points points) {
        List<String> warnings = constantFactors(points.factors());
        Codes codes = points.codes();
        int[] dead = codes.dead();
        if (dead.length > 0) {
            warnings.add("dead codes " + Arrays.toString(dead));
        }
        return warnings;
    }

    static List<String> constantFactors(Factors factors) {
        List<String> warnings = new ArrayList<>();
        for (int k = 0; k < factors.count(); k++) {
            if (factors.constant(k)) {
                warnings.add("constant factor '" + factors.name(k) + "' left out");
            }
        }
        return warnings;
    }

    /** For metrics of labels: nearest neighbours know no entropy of a code. */
    static void requireLabels(String what, MutualInformationEstimator estimator) {
        if (!(estimator instanceof PlugIn)) {
            throw new IllegalArgumentException(
                    what + " needs the entropy of codes, expected a plug-in estimator, found " + estimator);
        }
    }

    /** For metrics that divide by entropies: that of bins does not bound information without bins. */
    static void requireBounded(String metric, MutualInformationEstimator estimator, Factors factors) {
        for (int k : factors.varying()) {
            if (estimator instanceof NearestNeighbourEstimator && !factors.discrete(k)) {
                throw new IllegalArgumentException(metric
                        + " divides by the entropy of factors, which for the continuous"
                        + " factor '" + factors.name(k) + "' does not bound the information from nearest neighbours;"
                        + " expected a plug-in estimator, which has bins for both, or discrete factors");
            }
        }
    }

    int codes() {
        return information.length;
    }

    int factorCount() {
        return factorEntropies.length;
    }

    /** The information divided by an entropy; 0 of a code without entropy. */
    double[][] normalized(Normalizer normalizer) {
        return switch (normalizer) {
            case NONE -> information;
            case FACTOR_ENTROPY -> divided((l, k) -> factorEntropies[k]);
            case CODE_ENTROPY -> divided((l, k) -> codeEntropies[l]);
        };
    }

    private double[][] divided(Pairs.Rule entropy) {
        double[][] parts = new double[codes()][factorCount()];
        for (int l = 0; l < parts.length; l++) {
            for (int k = 0; k < parts[l].length; k++) {
                double divisor = entropy.of(l, k);
                parts[l][k] = divisor > 0 ? information[l][k] / divisor : 0;
            }
        }
        return parts;
    }

    /** A score with the matrix, the entropies of factors and the warnings. */
    Score described(Score plain) {
        Score score = plain.withTable(Score.Table.ofCodesAndFactors(INFORMATION, factors, information))
                .withTable(Score.Table.ofFactors(FACTOR_ENTROPY, factors, factorEntropies));
        for (String warning : warnings) {
            score = score.withWarning(warning);
        }
        return score;
    }
}
