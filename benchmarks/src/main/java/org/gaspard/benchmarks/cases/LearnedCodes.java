package org.gaspard.benchmarks.cases;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.prediction.Dci;
import org.gaspard.tensor.Tensor;

/**
 * Scores that learn factors from codes, which are the same as on the side of scikit-learn: a code for each factor, with noise,
 * two sums of two factors, and noise alone.
 */
final class LearnedCodes implements Workload {

    private static final int FACTOR_SEED = 10;
    private static final int CODE_SEED = 30;

    private final Sample sample;
    /** The latest. */
    private double[] result = new double[0];

    private LearnedCodes(Sample sample) {
        this.sample = sample;
    }

    /** DCI by gradient boosting: importances, then the accuracies on training and test codes. */
    static LearnedCodes dci(int training, int test, int[] sizes, int width) {
        return new LearnedCodes(Sample.split(points(training + test, sizes, width), training));
    }

    private static Points points(int count, int[] sizes, int width) {
        int[][] factors = new int[count][sizes.length];
        double[][] codes = new double[count][width];
        for (int n = 0; n < count; n++) {
            double[] scaled = new double[sizes.length];
            for (int k = 0; k < sizes.length; k++) {
                factors[n][k] = (int) Math.floor((Pattern.at(FACTOR_SEED + k, n) + 1.0) / 2 * sizes[k]);
                scaled[k] = factors[n][k] / (double) sizes[k];
            }
            for (int l = 0; l < width; l++) {
                double noise = Pattern.at(CODE_SEED + l, n);
                if (l < sizes.length) {
                    codes[n][l] = scaled[l] + 0.15 * noise;
                } else if (l < sizes.length + 2) {
                    int first = l - sizes.length;
                    codes[n][l] = 0.5 * (scaled[first] + scaled[first + 1]) + 0.25 * noise;
                } else {
                    codes[n][l] = noise;
                }
            }
        }
        return new Points(Codes.ofRows(codes), Factors.discrete(factors));
    }

    @Override
    public Fingerprint check() {
        step();
        return Fingerprint.of(Tensor.of(result, result.length));
    }

    @Override
    public void step() {
        Score score = Dci.standard().score(sample);
        double[][] importances = score.table("importances").values();
        int factors = importances[0].length;
        result = new double[importances.length * factors + 2];
        for (int i = 0; i < importances.length * factors; i++) {
            result[i] = importances[i / factors][i % factors];
        }
        result[result.length - 2] = score.figure("training informativeness");
        result[result.length - 1] = score.figure("test informativeness");
    }
}
