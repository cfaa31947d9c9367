package org.gaspard.models.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.gaspard.models.OracleFile;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against scikit-learn's GaussianMixture from the same start. */
class GaussianMixtureTest {

    private static final OracleFile ORACLE = new OracleFile("prior/gaussian_mixture.txt");

    private static int[] labels() {
        return Arrays.stream(ORACLE.get("labels").toDoubleArray())
                .mapToInt(v -> (int) v)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"standard, 1e-3, 100, true", "long, 1e-7, 1000, true", "short, 1e-3, 3, false"})
    void isThatOfScikitLearn(String name, double tolerance, int iterations, boolean converged) {
        Tensor points = ORACLE.get("points");
        GaussianMixtureFit.Result result =
                new GaussianMixtureFit(4, 1e-6, tolerance, iterations, 0).fit(points, labels());
        GaussianMixture mixture = result.mixture();
        assertThat(result.iterations())
                .isEqualTo((int) ORACLE.get(name + ".iterations").item());
        assertThat(result.converged()).isEqualTo(converged);
        assertThat(result.logLikelihood())
                .isCloseTo(ORACLE.get(name + ".log_likelihood").item(), within(1e-13));
        assertThat(mixture.weights())
                .containsExactly(ORACLE.get(name + ".weights").toDoubleArray(), within(1e-12));
        double[] means =
                Arrays.stream(mixture.means()).flatMapToDouble(Arrays::stream).toArray();
        assertThat(means).containsExactly(ORACLE.get(name + ".means").toDoubleArray(), within(1e-12));
        double[] covariances = Arrays.stream(mixture.covariances())
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertThat(covariances)
                .containsExactly(ORACLE.get(name + ".covariances").toDoubleArray(), within(1e-12));
        assertThat(mixture.logDensities(points))
                .containsExactly(ORACLE.get(name + ".log_densities").toDoubleArray(), within(1e-12));
    }

    /** From its own start, whatever the seed: groups far apart are found, as by scikit-learn from the best of its starts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void groupsFarApartAreFound(long seed) {
        Tensor points = ORACLE.get("apart.points");
        GaussianMixtureFit.Result result = GaussianMixtureFit.of(5, seed).fit(points);
        double mean =
                Arrays.stream(result.mixture().logDensities(points)).average().orElseThrow();
        assertThat(mean).isCloseTo(ORACLE.get("apart.log_likelihood").item(), within(1e-9));
        double[] means = Arrays.stream(result.mixture().means())
                .sorted(Comparator.comparingDouble((double[] m) -> Math.round(m[2]))
                        .thenComparingDouble(m -> Math.round(m[1]))
                        .thenComparingDouble(m -> Math.round(m[0])))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertThat(means).containsExactly(ORACLE.get("apart.means").toDoubleArray(), within(1e-7));
    }

    @Test
    void theSameSeedGivesTheSameFitAndDraws() {
        Tensor points = ORACLE.get("points");
        GaussianMixtureFit fit = GaussianMixtureFit.exPost(3);
        assertThat(fit.components()).isEqualTo(10);
        GaussianMixture first = fit.fit(points).mixture();
        GaussianMixture second = fit.fit(points).mixture();
        assertThat(second.weights()).containsExactly(first.weights());
        assertThat(second.logDensities(points)).containsExactly(first.logDensities(points));
        assertThat(second.sample(20, RandomKey.of(1)).toDoubleArray())
                .containsExactly(first.sample(20, RandomKey.of(1)).toDoubleArray());
    }

    /** Each step of the loop raises the likelihood. */
    @Test
    void theLikelihoodRises() {
        double last = Double.NEGATIVE_INFINITY;
        for (int iterations = 1; iterations < 12; iterations++) {
            double now = new GaussianMixtureFit(4, 0, 0, iterations, 0)
                    .fit(ORACLE.get("points"), labels())
                    .logLikelihood();
            assertThat(now).isGreaterThan(last);
            last = now;
        }
    }

    /** One component is the normal distribution of the points' moments, which draws have again. */
    @Test
    void oneComponentHasTheMomentsOfThePoints() {
        Tensor points = ORACLE.get("points");
        GaussianMixture one =
                new GaussianMixtureFit(1, 0, 1e-3, 10, 0).fit(points).mixture();
        Tensor centred = points.subtract(points.meanKeep(0));
        double[] covariance =
                centred.transposed().matmul(centred).divide(points.extent(0)).toDoubleArray();
        assertThat(one.weights()).containsExactly(1);
        assertThat(one.means()[0]).containsExactly(points.mean(0).toDoubleArray(), within(1e-13));
        assertThat(one.covariances()[0]).containsExactly(covariance, within(1e-13));
        Tensor drawn = one.sample(50_000, RandomKey.of(8));
        Tensor again = drawn.subtract(drawn.meanKeep(0));
        assertThat(again.transposed().matmul(again).divide(50_000).toDoubleArray())
                .containsExactly(covariance, within(0.05));
        assertThat(drawn.mean(0).toDoubleArray()).containsExactly(one.means()[0], within(0.03));
    }

    @Test
    void fewDistinctPoints() {
        double[] twice = IntStream.range(0, 12).mapToDouble(i -> i % 2).toArray();
        GaussianMixture mixture =
                GaussianMixtureFit.of(3, 1).fit(Tensor.of(twice, 12, 1)).mixture();
        assertThat(Arrays.stream(mixture.logDensities(Tensor.of(twice, 12, 1)))).allMatch(Double::isFinite);
    }

    @Test
    void badInput() {
        GaussianMixtureFit fit = GaussianMixtureFit.of(3, 0);
        assertThatThrownBy(() -> fit.fit(Tensor.ones(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of points must be at least 3, found 2");
        assertThatThrownBy(() -> fit.fit(Tensor.ones(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("points must be floating-point [n, d]");
        assertThatThrownBy(() -> fit.fit(Tensor.full(Double.NaN, 4, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("points must be finite, found NaN");
        assertThatThrownBy(() -> fit.fit(Tensor.ones(4, 2), new int[] {0, 1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must be from 0 to 2, found 3");
        assertThatThrownBy(() -> fit.fit(Tensor.ones(4, 2), new int[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must be of 4 points, found 3");
        assertThatThrownBy(() -> new GaussianMixtureFit(2, 0, 1e-3, 5, 0).fit(Tensor.ones(4, 2)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("is not positive definite");
        assertThatThrownBy(() -> new GaussianMixture(new double[] {1}, new double[][] {{0, 0}}, new double[][] {{1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("component 0 must have 2 means and 4 covariances, found 2 and 1");
    }
}
