package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.UnsupervisedMetric;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Tensor;

/**
 * The total correlation that the codes would have if they were jointly Gaussian: the divergence of {@code N(0, Σ)} from
 * {@code N(0, diag Σ)}, Σ the covariance of the codes and R their correlation matrix,
 *
 * <pre>{@code TC = ½ ( Σ_l ln Σ_ll − ln det Σ ) = −½ ln det R}</pre>
 *
 * In nats, from 0 (no correlations) to ∞ (a code is a linear function of others). Here it is computed from the eigenvalues of R,
 * so the scale of codes does not matter. If R is singular up to rounding (smallest eigenvalue at most L ulps of the largest) the
 * value is ∞ and a warning says so. Constant codes are independent of all others and are left out with a warning
 * (disentanglement_lib has NaN or −∞ there); with fewer than two codes left the value is 0.
 *
 * <p>Small is good. Uncorrelated codes get 0 up to a bias of about {@code L (L − 1) / 4N}; a permutation of codes and positive or
 * negative scaling change nothing; two independent codes with standard deviations a and b turned by 45° get
 * {@code −½ ln(1 − r²)} with {@code r = (a² − b²) / (a² + b²)}, 0 if a = b; a duplicated code gives ∞; noise codes and dead codes
 * add nothing; a factor in two codes with correlation r gives {@code −½ ln(1 − r²)}. Known criticism: it sees linear dependence
 * only and is blind to rotations of codes of equal variance; codes sampled from a posterior have a far smaller total correlation
 * than the means ([L19]), so say which were used.
 *
 * <p>disentanglement_lib takes the means of 10,000 points. Time {@code O(N L² + L³)}. Source: [W60]; [L19].
 */
public record GaussianTotalCorrelation() implements UnsupervisedMetric {

    /** As disentanglement_lib. */
    public static GaussianTotalCorrelation standard() {
        return new GaussianTotalCorrelation();
    }

    @Override
    public String name() {
        return "Gaussian TC";
    }

    /**
     * {@inheritDoc} A table has the correlations.
     *
     * @throws IllegalArgumentException if there are fewer than 2 points
     */
    @Override
    public Score score(Codes codes) {
        Checks.points("codes", codes, 2);
        int[] varying = codes.varying();
        if (varying.length < 2) {
            return DeadCodes.warned(Score.of(name(), 0), codes).withWarning("fewer than two codes vary");
        }
        int width = varying.length;
        double[] correlation = correlation(codes.columns(varying));
        double[] eigenvalues = LinearAlgebra.symmetricEigen(Tensor.of(correlation, width, width))
                .values()
                .toDoubleArray();
        boolean singular = eigenvalues[0] <= width * Math.ulp(eigenvalues[width - 1]);
        double value = singular
                ? Double.POSITIVE_INFINITY
                : -0.5 * Arrays.stream(eigenvalues).map(Math::log).sum();
        Score score =
                DeadCodes.warned(Score.of(name(), Math.max(0, value)), codes).withTable(table(correlation, varying));
        return singular
                ? score.withWarning("the correlation matrix is singular: some code is linear in others")
                : score;
    }

    private static double[] correlation(Codes codes) {
        int width = codes.width();
        double[] covariance = Rows.of(codes).covariance();
        double[] correlation = new double[width * width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                correlation[i * width + j] = i == j
                        ? 1
                        : covariance[i * width + j]
                                / Math.sqrt(covariance[i * width + i])
                                / Math.sqrt(covariance[j * width + j]);
            }
        }
        return correlation;
    }

    private static Score.Table table(double[] matrix, int[] codes) {
        List<String> names = Arrays.stream(codes).mapToObj(l -> "z" + l).toList();
        double[][] rows = new double[codes.length][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(matrix, i * codes.length, (i + 1) * codes.length));
        return new Score.Table("correlation", "code", names, "code", names, rows);
    }
}
