package org.gaspard.ot.sliced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.ExactData;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.exact.NetworkSimplex;
import org.gaspard.tensor.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicedWassersteinTest {

    private static final RandomKey KEY = RandomKey.of(7);

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 3})
    void agreesWithAnIndependentLibraryAlongGivenDirections(double p) {
        Directions directions = Directions.of(ExactData.read("sliced.directions"), 6, 3);
        SlicedWasserstein.Estimate estimate = new SlicedWasserstein(p)
                .estimate(
                        directions,
                        ExactData.read("sliced.x"),
                        ExactData.read("sliced.a"),
                        ExactData.read("sliced.y"),
                        ExactData.read("sliced.b"));
        assertThat(estimate.distance()).isCloseTo(ExactData.read("sliced.value." + p)[0], within(1e-12));
        double largest = Arrays.stream(estimate.values()).max().orElseThrow();
        assertThat(Math.pow(largest, 1 / p)).isCloseTo(ExactData.read("sliced.max." + p)[0], within(1e-12));
    }

    /** {@code W_p^p} of a translation by t is {@code |⟨θ, t⟩|^p}; its mean for p = 2 is {@code ‖t‖² / d}. */
    @Test
    void aTranslationIsSeenThroughItsProjections() {
        RandomGenerator random = ExactData.random(50);
        int n = 40;
        for (int d : new int[] {1, 2, 5}) {
            double[] x = ExactData.gaussian(random, n * d);
            double[] t = ExactData.gaussian(random, d);
            double[] y = x.clone();
            Arrays.setAll(y, k -> x[k] + t[k % d]);
            Directions directions = Directions.uniform(KEY, 4000, d);
            for (double p : new double[] {1, 2, 3.5}) {
                SlicedWasserstein.Estimate estimate = new SlicedWasserstein(p).estimate(directions, x, n, y, n);
                for (int l = 0; l < 4000; l++) {
                    double along = 0;
                    for (int k = 0; k < d; k++) {
                        along += directions.vectors()[l * d + k] * t[k];
                    }
                    double expected = Math.pow(Math.abs(along), p);
                    if (Math.abs(estimate.values()[l] - expected) > 1e-12 * (1 + expected)) {
                        assertThat(estimate.values()[l]).isEqualTo(expected);
                    }
                }
            }
            double squares = Arrays.stream(t).map(v -> v * v).sum();
            SlicedWasserstein.Estimate estimate = new SlicedWasserstein(2).estimate(directions, x, n, y, n);
            // In five standard errors: with this fixed key, a fact and not a chance.
            assertThat(estimate.value()).isCloseTo(squares / d, within(5 * estimate.standardError() + 1e-12 * squares));
            assertThat(estimate.distance()).isCloseTo(Math.sqrt(estimate.value()), within(1e-15));
        }
    }

    /** The standard error is what repeated estimates scatter by. */
    @Test
    void standardErrorsAreThoseOfRepeatedEstimates() {
        RandomGenerator random = ExactData.random(51);
        int n = 30;
        double[] x = ExactData.gaussian(random, n * 3);
        double[] y = ExactData.gaussian(random, n * 3);
        Arrays.setAll(y, k -> 0.5 + (k % 3 + 1) * y[k]);
        SlicedWasserstein sliced = new SlicedWasserstein(2);
        int repeats = 400;
        double[] values = new double[repeats];
        double[] distances = new double[repeats];
        double predicted = 0;
        double predictedDistance = 0;
        for (int r = 0; r < repeats; r++) {
            SlicedWasserstein.Estimate estimate = sliced.estimate(Directions.uniform(KEY.child(r), 50, 3), x, n, y, n);
            values[r] = estimate.value();
            distances[r] = estimate.distance();
            predicted += estimate.standardError() / repeats;
            predictedDistance += estimate.distanceStandardError() / repeats;
        }
        assertThat(predicted).isCloseTo(deviation(values), within(0.15 * predicted));
        assertThat(predictedDistance).isCloseTo(deviation(distances), within(0.15 * predictedDistance));
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }

    /** Along fixed directions: symmetry, triangle inequality, at most the Wasserstein distance. */
    @Test
    void isAPseudometricBelowTheWassersteinDistance() {
        RandomGenerator random = ExactData.random(52);
        for (int trial = 0; trial < 1000; trial++) {
            int d = random.nextInt(1, 4);
            double p = 1 + random.nextInt(3);
            Directions directions = Directions.of(ExactData.gaussian(random, 5 * d), 5, d);
            double[][] points = new double[3][];
            double[][] weights = new double[3][];
            for (int side = 0; side < 3; side++) {
                int n = random.nextInt(1, 7);
                points[side] = ExactData.gaussian(random, n * d);
                weights[side] = ExactData.weights(random, n, random.nextBoolean());
            }
            SlicedWasserstein sliced = new SlicedWasserstein(p);
            double[] sw = new double[3];
            for (int side = 0; side < 3; side++) {
                int other = (side + 1) % 3;
                double[] a = weights[side];
                double[] b = weights[other];
                sw[side] = sliced.estimate(directions, points[side], a, points[other], b)
                        .distance();
                assertThat(sliced.estimate(directions, points[other], b, points[side], a)
                                .distance())
                        .isCloseTo(sw[side], within(1e-12));
                double[] c = Cost.euclidean().matrix(points[side], a.length, points[other], b.length, d);
                Arrays.setAll(c, k -> Math.pow(c[k], p));
                double w = Math.pow(
                        new NetworkSimplex()
                                .solve(new TransportProblem(c, a, b))
                                .cost(),
                        1 / p);
                assertThat(sw[side]).isLessThanOrEqualTo(w + 1e-9);
            }
            for (int side = 0; side < 3; side++) {
                assertThat(sw[side]).isLessThanOrEqualTo(sw[(side + 1) % 3] + sw[(side + 2) % 3] + 1e-9);
            }
        }
    }

    @Test
    void uniformWeightsMayBeLeftOut() {
        RandomGenerator random = ExactData.random(53);
        Directions directions = Directions.uniform(KEY, 20, 2);
        double[] x = ExactData.gaussian(random, 12);
        double[] y = ExactData.gaussian(random, 18);
        double[] a = new double[6];
        double[] b = new double[9];
        Arrays.fill(a, 1 / 6.0);
        Arrays.fill(b, 1 / 9.0);
        SlicedWasserstein sliced = new SlicedWasserstein(1.5);
        assertThat(sliced.estimate(directions, x, 6, y, 9).values())
                .containsExactly(sliced.estimate(directions, x, a, y, b).values(), within(1e-13));
    }

    /** In the plane the best direction can be found by trying them all. */
    @Test
    void maxSlicedFindsTheBestDirectionOfThePlane() {
        RandomGenerator random = ExactData.random(54);
        for (int trial = 0; trial < 60; trial++) {
            int n = random.nextInt(2, 12);
            int m = random.nextInt(2, 12);
            double p = 1 + trial % 3;
            double[] x = ExactData.gaussian(random, 2 * n);
            double[] y = ExactData.gaussian(random, 2 * m);
            double[] a = ExactData.weights(random, n, false);
            double[] b = ExactData.weights(random, m, false);
            int angles = 2000;
            double[] vectors = new double[2 * angles];
            for (int l = 0; l < angles; l++) {
                vectors[2 * l] = Math.cos(Math.PI * l / angles);
                vectors[2 * l + 1] = Math.sin(Math.PI * l / angles);
            }
            double[] tried = new SlicedWasserstein(p)
                    .estimate(Directions.of(vectors, angles, 2), x, a, y, b)
                    .values();
            double best = Arrays.stream(tried).max().orElseThrow();
            MaxSlicedWasserstein.Result found = new MaxSlicedWasserstein(p).solve(KEY.child(trial), x, a, y, b, 2);
            assertThat(found.value()).isBetween(best * (1 - 1e-4), best * (1 + 1e-3));
            assertThat(found.converged()).isTrue();
            double again = new SlicedWasserstein(p)
                    .estimate(new Directions(found.direction(), 1, 2), x, a, y, b)
                    .value();
            assertThat(again).isCloseTo(found.value(), within(1e-12 * best));
        }
    }

    @Test
    void maxSlicedOfATranslationIsItsLength() {
        RandomGenerator random = ExactData.random(55);
        int n = 20;
        int d = 6;
        double[] x = ExactData.gaussian(random, n * d);
        double[] t = ExactData.gaussian(random, d);
        double[] y = x.clone();
        Arrays.setAll(y, k -> x[k] + t[k % d]);
        double[] w = new double[n];
        Arrays.fill(w, 1.0 / n);
        double length = Math.sqrt(Arrays.stream(t).map(v -> v * v).sum());
        for (double p : new double[] {1, 2}) {
            MaxSlicedWasserstein.Result found = new MaxSlicedWasserstein(p).solve(KEY, x, w, y, w, d);
            assertThat(found.value()).isCloseTo(Math.pow(length, p), within(1e-12));
            assertThat(new MaxSlicedWasserstein(p).solve(KEY, x, w, x, w, d).value())
                    .isCloseTo(0, within(1e-25));
        }
        MaxSlicedWasserstein.Result stopped = new MaxSlicedWasserstein(2, 1, 0, 1e-8).solve(KEY, x, w, y, w, d);
        assertThat(stopped.converged()).isFalse();
    }

    @Test
    void directionsAreUniformAndReproducible() {
        Directions directions = Directions.uniform(KEY, 20_000, 3);
        assertThat(Directions.uniform(KEY, 20_000, 3).vectors()).isEqualTo(directions.vectors());
        double[] moments = new double[9];
        for (int l = 0; l < 20_000; l++) {
            for (int k = 0; k < 9; k++) {
                moments[k] += directions.vectors()[3 * l + k / 3] * directions.vectors()[3 * l + k % 3] / 20_000;
            }
        }
        double third = 1 / 3.0;
        assertThat(moments).containsExactly(new double[] {third, 0, 0, 0, third, 0, 0, 0, third}, within(0.01));
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> new SlicedWasserstein(0.5)).hasMessageContaining("p is 0.5");
        assertThatThrownBy(() -> Directions.of(new double[4], 2, 2))
                .hasMessageContaining("the length of vector 0 is 0.0");
        assertThatThrownBy(() -> new Directions(new double[] {1, 1}, 1, 2))
                .hasMessageContaining("the length of vector 0");
        assertThatThrownBy(() -> Directions.uniform(KEY, 0, 2)).hasMessageContaining("count is 0");
        Directions one = Directions.of(new double[] {1, 1}, 1, 2);
        SlicedWasserstein sliced = new SlicedWasserstein(2);
        double[] points = {1, 2, 3, 4};
        assertThatThrownBy(() -> sliced.estimate(one, points, 3, points, 2)).hasMessageContaining("x has 4 elements");
        assertThatThrownBy(() -> sliced.estimate(one, points, 2, new double[] {1, Double.NaN}, 1))
                .hasMessageContaining("y[1] is NaN");
        assertThatThrownBy(() -> sliced.estimate(one, points, new double[] {1, 1}, points, new double[] {1, 2}))
                .hasMessageContaining("expected equal sums");
        assertThatThrownBy(() -> new MaxSlicedWasserstein(2, 0, 5, 1e-3)).hasMessageContaining("starts is 0");
    }
}
