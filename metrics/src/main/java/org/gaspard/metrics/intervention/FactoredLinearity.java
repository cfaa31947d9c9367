package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.intervention.Groups.Group;

/**
 * Linearity and axis alignment, the second part of disent's factored components: do the codes along a factor vary in one
 * direction, and is it that of an axis?
 *
 * <p>For a sweep of a factor let a_l be the variances of its L codes and λ_l those along its principal axes. With
 * {@code r(x) = max x / Σ x} and {@code s = (r − 1/L) / (1 − 1/L)},
 *
 * <pre>{@code axis ratio = E[s(a)] ,   linear ratio = E[s(λ)] ,   axis alignment = E[s(a) / s(λ)]}</pre>
 *
 * over random sweeps, then the geometric mean over factors. The value is the axis ratio of variances; figures also give all
 * three with standard deviations in place of variances, which ask for more, and the axis ratio of mean variances
 * {@code s(E[a])}, which asks that it is the same axis in all sweeps. A sweep along which no code moves counts as 0, with a
 * warning if that is so for all sweeps of a factor; axis alignment counts as 0 where the linear ratio is 0.
 *
 * <p>Range: [0, 1], and the axis ratio is at most the linear one. Codes of one axis for each factor get 1 throughout, however
 * they are permuted, scaled or bent along their axis, and beside dead dimensions. Rotation by 45° with L = 2, duplicated
 * codes with L = 2 and one factor in two linear codes with L = 2 get axis ratio 0 and linear ratio 1; duplicated codes with L
 * = 2K get {@code (1/2 − 1/L) / (1 − 1/L)}. White noise in all L codes gets little more than 0.
 *
 * <p>Criticism: dead dimensions lift the ratios, as L grows with them; nothing keeps two factors from the same axis; the
 * geometric mean is 0 if one factor gets 0.
 *
 * <p>Time {@code K R n L min(n, L)} for R sweeps of n values.
 *
 * <p>Source: disent, see [MKJ22]. There a sweep without variance makes the score NaN.
 *
 * @param name the name of the metric
 * @param repeats the number of sweeps of each factor R, at least 1
 */
public record FactoredLinearity(String name, int repeats) implements SampledMetric {

    private static final List<String> COLUMNS = List.of(
            "axis ratio",
            "linear ratio",
            "axis alignment",
            "axis ratio of mean variances",
            "axis ratio, deviations",
            "linear ratio, deviations",
            "axis alignment, deviations");

    /** Checks the options. */
    public FactoredLinearity {
        Checks.atLeast("repeats", repeats, 1);
    }

    /** disent: 1024 sweeps of each factor. */
    public static FactoredLinearity standard() {
        return new FactoredLinearity("factored linearity", 1024);
    }

    /** disent's fast version: 128 sweeps of each factor. */
    public static FactoredLinearity fast() {
        return new FactoredLinearity("factored linearity fast", 128);
    }

    /**
     * What is seen of a sweep.
     *
     * @param axes variances of codes, [L]
     * @param principal variances along principal axes, [min(n, L)], those left out being 0
     */
    private record Spread(double[] axes, double[] principal) {

        static Spread of(Group sweep) {
            int width = sweep.width();
            if (sweep.size() == 1) {
                return new Spread(new double[width], new double[1]);
            }
            DMatrixRMaj centred = new DMatrixRMaj(sweep.size(), width);
            double[] axes = new double[width];
            for (int l = 0; l < width; l++) {
                axes[l] = sweep.variance(l);
                double first = sweep.value(0, l);
                double mean = 0;
                for (int i = 0; i < sweep.size(); i++) {
                    mean += sweep.value(i, l) - first;
                }
                mean /= sweep.size();
                for (int i = 0; i < sweep.size(); i++) {
                    centred.set(i, l, sweep.value(i, l) - first - mean);
                }
            }
            // Singular values keep small variances exact where those of the covariance matrix would be rounding errors.
            SingularValueDecomposition_F64<DMatrixRMaj> svd =
                    DecompositionFactory_DDRM.svd(sweep.size(), width, false, false, true);
            if (!svd.decompose(centred)) {
                throw new ArithmeticException("the singular values of a sweep do not converge");
            }
            double[] principal = Arrays.stream(svd.getSingularValues(), 0, svd.numberOfSingularValues())
                    .map(sigma -> sigma * sigma / (sweep.size() - 1))
                    .toArray();
            return new Spread(axes, principal);
        }

        double axisRatio(boolean deviations) {
            return ratio(axes, axes.length, deviations);
        }

        double linearRatio(boolean deviations) {
            return ratio(principal, axes.length, deviations);
        }

        double alignment(boolean deviations) {
            double linear = linearRatio(deviations);
            return linear == 0 ? 0 : axisRatio(deviations) / linear;
        }
    }

    /** The largest part of the sum, or of the sum of roots, moved so that L equal values get 0; 0 if all are 0. */
    private static double ratio(double[] variances, int width, boolean deviations) {
        double[] parts = deviations ? Arrays.stream(variances).map(Math::sqrt).toArray() : variances;
        double sum = Arrays.stream(parts).sum();
        if (sum == 0) {
            return 0;
        }
        double equal = 1.0 / width;
        double largest = Arrays.stream(parts).max().orElseThrow() / sum;
        return Math.max(0, (largest - equal) / (1 - equal));
    }

    /**
     * Scores points drawn from a source; see {@link SampledMetric#score}.
     *
     * @throws IllegalArgumentException if no factor varies or there is only one code
     */
    @Override
    public Score score(PointSource source, long seed) {
        VaryingFactors factors = VaryingFactors.of(source);
        if (source.width() < 2) {
            throw new IllegalArgumentException(
                    "codes must have L ≥ 2 columns, found L = 1: there is one direction only");
        }
        Sweeps sweeps = new Sweeps(source, factors, repeats);
        Spread[][] spreads = new Spread[factors.count()][repeats];
        int incomplete = sweeps.forEach(
                new SplittableRandom(seed), (factor, repeat, sweep) -> spreads[factor][repeat] = Spread.of(sweep));
        double[][] rows = Arrays.stream(spreads).map(FactoredLinearity::row).toArray(double[][]::new);
        Score score = Score.of(name, geometricMean(rows, 0));
        for (int column = 1; column < COLUMNS.size(); column++) {
            score = score.withFigure(COLUMNS.get(column), geometricMean(rows, column));
        }
        score = score.withTable(new Score.Table("sweeps", "factor", factors.names(), "", COLUMNS, rows))
                .withSetting("repeats", repeats)
                .withSetting("seed", seed);
        List<String> still = IntStream.range(0, factors.count())
                .filter(k -> Arrays.stream(meanAxes(spreads[k])).allMatch(variance -> variance == 0))
                .mapToObj(factors.names()::get)
                .toList();
        return sweeps.warn(Sweeps.warnStill(score, still), incomplete);
    }

    private static double[] row(Spread[] spreads) {
        return new double[] {
            mean(spreads, s -> s.axisRatio(false)),
            mean(spreads, s -> s.linearRatio(false)),
            mean(spreads, s -> s.alignment(false)),
            ratio(meanAxes(spreads), spreads[0].axes.length, false),
            mean(spreads, s -> s.axisRatio(true)),
            mean(spreads, s -> s.linearRatio(true)),
            mean(spreads, s -> s.alignment(true))
        };
    }

    private static double mean(Spread[] spreads, ToDoubleFunction<Spread> of) {
        return Arrays.stream(spreads).mapToDouble(of).average().orElseThrow();
    }

    private static double[] meanAxes(Spread[] spreads) {
        return IntStream.range(0, spreads[0].axes.length)
                .mapToDouble(l -> mean(spreads, s -> s.axes[l]))
                .toArray();
    }

    private static double geometricMean(double[][] rows, int column) {
        return Math.exp(Arrays.stream(rows)
                .mapToDouble(row -> Math.log(row[column]))
                .average()
                .orElseThrow());
    }
}
