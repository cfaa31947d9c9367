package org.gaspard.ot.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.ScaleStatistic;
import org.gaspard.tensor.array.DoubleArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every geometry does with its costs what loops over its cost matrix do. */
class GeometryTest {

    private static final double EPS = 0.3;

    /** A geometry and its cost matrix, written by loops. */
    private record Case(String name, Geometry geometry, double[] cost) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        RandomGenerator random = random(1);
        Stream.Builder<Case> cases = Stream.builder();
        double[] matrix = gaussian(random, 5 * 7);
        cases.add(new Case("dense", new DenseGeometry(matrix, 5, 7), matrix));
        List<Cost> costs = List.of(
                Cost.squaredEuclidean(),
                Cost.euclidean(),
                Cost.innerProduct(),
                Cost.cosineSimilarity(),
                Cost.cosineDistance(),
                Cost.scaled(-2, Cost.scaled(0.5, Cost.cosineDistance())),
                Cost.of("manhattan", (x, i, y, j, d) -> {
                    double sum = 0;
                    for (int k = 0; k < d; k++) {
                        sum += Math.abs(x[i + k] - y[j + k]);
                    }
                    return sum;
                }));
        for (Cost cost : costs) {
            for (int d : new int[] {1, 2, 3, 4, 6, 16, 21}) {
                double[] x = gaussian(random, 13 * d);
                double[] y = gaussian(random, 9 * d);
                Arrays.setAll(x, k -> x[k] / Math.sqrt(d));
                Arrays.setAll(y, k -> y[k] / Math.sqrt(d));
                System.arraycopy(x, 0, y, 0, d);
                cases.add(new Case(
                        cost + " in " + d + " dimensions",
                        PointCloudGeometry.of(cost, x, 13, y, 9, d),
                        cost.matrix(x, 13, y, 9, d)));
            }
        }
        double[] x = gaussian(random, 11 * 3);
        double[] y = gaussian(random, 6 * 3);
        cases.add(new Case(
                "low rank",
                LowRankGeometry.squaredEuclidean(x, 11, y, 6, 3).scaled(0.7),
                Cost.scaled(0.7, Cost.squaredEuclidean()).matrix(x, 11, y, 6, 3)));
        cases.add(new Case(
                "low rank without offsets",
                LowRankGeometry.of(x, 11, y, 6, 3),
                Cost.innerProduct().matrix(x, 11, y, 6, 3)));
        double[] c0 = gaussian(random, 3 * 2);
        double[] c1 = gaussian(random, 2 * 4);
        double[] c2 = gaussian(random, 5 * 3);
        double[] sums = new double[30 * 24];
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < 24; j++) {
                sums[i * 24 + j] = c0[i / 10 * 2 + j / 12] + c1[i / 5 % 2 * 4 + j / 3 % 4] + c2[i % 5 * 3 + j % 3];
            }
        }
        cases.add(
                new Case("grid", GridGeometry.of(List.of(c0, c1, c2), new int[] {3, 2, 5}, new int[] {2, 4, 3}), sums));
        return cases.build();
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static double[] gaussian(RandomGenerator random, int size) {
        double[] x = new double[size];
        Arrays.setAll(x, i -> random.nextGaussian());
        return x;
    }

    private static void close(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("element " + i).isCloseTo(expected[i], within(tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void costsAreThoseOfTheMatrix(Case c) {
        close(c.geometry.cost(), c.cost, 2e-14);
        double[] tripled = c.geometry.scaled(3).cost();
        close(tripled, Arrays.stream(c.cost).map(v -> 3 * v).toArray(), 6e-14);
        int n = c.geometry.rows();
        int m = c.geometry.columns();
        double[][] some = new double[2][m];
        c.geometry.costRows(n - 2, n, some);
        close(some[1], Arrays.copyOfRange(c.cost, (n - 1) * m, n * m), 2e-14);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void softMinimaAreThoseOfTheMatrix(Case c) {
        int n = c.geometry.rows();
        int m = c.geometry.columns();
        RandomGenerator random = random(2);
        double[] f = gaussian(random, n);
        double[] g = gaussian(random, m);
        f[1] = Double.NEGATIVE_INFINITY;
        g[2] = Double.NEGATIVE_INFINITY;
        double[] rows = new double[n];
        double[] columns = new double[m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                rows[i] += Math.exp((g[j] - c.cost[i * m + j]) / EPS);
                columns[j] += Math.exp((f[i] - c.cost[i * m + j]) / EPS);
            }
        }
        Arrays.setAll(rows, i -> -EPS * Math.log(rows[i]));
        Arrays.setAll(columns, j -> -EPS * Math.log(columns[j]));
        close(c.geometry.softMinRows(g, EPS), rows, 1e-13);
        close(c.geometry.softMinColumns(f, EPS), columns, 1e-13);
        double[] nothing = new double[n];
        Arrays.fill(nothing, Double.NEGATIVE_INFINITY);
        assertThat(c.geometry.softMinColumns(nothing, EPS)).containsOnly(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void updatingRowsGivesTheSumsOfTheColumns(Case c) {
        int n = c.geometry.rows();
        int m = c.geometry.columns();
        double[] g = gaussian(random(3), m);
        g[2] = Double.NEGATIVE_INFINITY;
        // From a good start and from starts that underflow and overflow.
        for (double start : new double[] {0, -1e4, 1e4}) {
            double[] f = new double[n];
            Arrays.fill(f, start);
            f[n - 1] = Double.NEGATIVE_INFINITY;
            double[] logSums = new double[m];
            c.geometry
                    .softMin()
                    .updateRows(g, EPS, (i, s, old) -> i == 0 ? Double.NEGATIVE_INFINITY : 0.5 * s - i, f, logSums);
            double[] softMins = c.geometry.softMinRows(g, EPS);
            double[] sums = new double[m];
            for (int i = 1; i < n; i++) {
                assertThat(f[i]).isCloseTo(0.5 * softMins[i] - i, within(1e-12));
                for (int j = 0; j < m; j++) {
                    sums[j] += Math.exp((f[i] + g[j] - c.cost[i * m + j]) / EPS);
                }
            }
            assertThat(f[0]).isEqualTo(Double.NEGATIVE_INFINITY);
            for (int j = 0; j < m; j++) {
                if (j == 2) {
                    assertThat(logSums[j]).isEqualTo(Double.NEGATIVE_INFINITY);
                } else {
                    assertThat(logSums[j]).isCloseTo(Math.log(sums[j]), within(1e-11));
                }
            }
        }
    }

    /** Columns so dear that their sums underflow have logarithms all the same. */
    @Test
    void sumsThatUnderflowHaveLogarithms() {
        Geometry geometry = new DenseGeometry(new double[] {0, 5000, 1, 7000}, 2, 2);
        double[] f = new double[2];
        double[] logSums = new double[2];
        geometry.softMin().updateRows(new double[2], 1, (i, s, old) -> s, f, logSums);
        assertThat(logSums[1]).isCloseTo(-5000, within(1e-9));
        assertThat(logSums[0]).isCloseTo(Math.log(2), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void kernelsMultiplyAsTheMatrixDoes(Case c) {
        int n = c.geometry.rows();
        int m = c.geometry.columns();
        RandomGenerator random = random(4);
        double[] x = gaussian(random, m);
        double[] y = gaussian(random, n);
        double[] kernel = Arrays.stream(c.cost).map(v -> Math.exp(-v)).toArray();
        double[] kx = new double[n];
        double[] ky = new double[m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                kx[i] += kernel[i * m + j] * x[j];
                ky[j] += kernel[i * m + j] * y[i];
            }
        }
        close(c.geometry.applyKernel(x, 1), kx, 1e-11);
        close(c.geometry.applyKernelTransposed(y, 1), ky, 1e-11);
        ScalingKernel scalings = c.geometry.scalingKernel();
        double[] f = scalings.absorbs() ? y : new double[n];
        double[] g = scalings.absorbs() ? x : new double[m];
        scalings.reset(y, x, 1);
        double[] v = gaussian(random, m);
        double[] u = new double[n];
        double[] columns = new double[m];
        scalings.update(v, (i, sum) -> i == 1 ? 0 : sum + i, u, columns);
        double[] expected = new double[m];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < m; j++) {
                sum += kernel[i * m + j] * Math.exp(f[i] + g[j]) * v[j];
            }
            double scaling = i == 1 ? 0 : sum + i;
            assertThat(u[i]).isCloseTo(scaling, within(1e-9 * (1 + Math.abs(scaling))));
            for (int j = 0; j < m; j++) {
                expected[j] += kernel[i * m + j] * Math.exp(f[i] + g[j]) * scaling;
            }
        }
        for (int j = 0; j < m; j++) {
            assertThat(columns[j]).isCloseTo(expected[j], within(1e-9 * (1 + Math.abs(expected[j]))));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plansActAsMatrices(Case c) {
        int n = c.geometry.rows();
        int m = c.geometry.columns();
        RandomGenerator random = random(5);
        double[] f = gaussian(random, n);
        double[] g = gaussian(random, m);
        f[1] = Double.NEGATIVE_INFINITY;
        g[2] = Double.NEGATIVE_INFINITY;
        Potentials potentials = new Potentials(f, g);
        double[] plan = new double[n * m];
        Arrays.setAll(plan, k -> Math.exp(f[k / m] + g[k % m] - c.cost[k]));
        close(c.geometry.plan(potentials, 1), plan, 1e-11);
        PlanSums sums = c.geometry.planSums(potentials, 1);
        double[] right = gaussian(random, m * 5);
        double[] left = gaussian(random, n * 5);
        double[] product = new double[n * 5];
        double[] transposed = new double[m * 5];
        DoubleArrays.matmul(plan, false, right, false, product, n, m, 5);
        DoubleArrays.matmul(plan, true, left, false, transposed, m, n, 5);
        close(c.geometry.applyPlan(potentials, 1, right, 5), product, 1e-10);
        close(c.geometry.applyPlanTransposed(potentials, 1, left, 5), transposed, 1e-10);
        double[] rows = new double[n];
        double[] columns = new double[m];
        double cost = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                rows[i] += plan[i * m + j];
                columns[j] += plan[i * m + j];
                cost += plan[i * m + j] * c.cost[i * m + j];
            }
        }
        close(sums.rows(), rows, 1e-10);
        close(sums.columns(), columns, 1e-10);
        assertThat(sums.cost()).isCloseTo(cost, within(1e-10));
        assertThat(sums.mass()).isCloseTo(Arrays.stream(plan).sum(), within(1e-10));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void statisticsAreThoseOfTheMatrix(Case c) {
        for (ScaleStatistic statistic : ScaleStatistic.values()) {
            assertThat(c.geometry.statistic(statistic)).isCloseTo(statistic.of(c.cost), within(2e-14));
        }
        Geometry scaled = c.geometry.scaledBy(ScaleStatistic.STD);
        assertThat(scaled.statistic(ScaleStatistic.STD)).isCloseTo(1, within(1e-13));
    }

    @Test
    void theMedianIsExactWhateverTheSignsAndTies() {
        double[] even = {3, -1, -0.0, 0, 1e-300, -1e300, 7, 7};
        assertThat(new DenseGeometry(even, 2, 4).statistic(ScaleStatistic.MEDIAN))
                .isEqualTo(ScaleStatistic.MEDIAN.of(even));
        double[] odd = {-3, -3, -5};
        assertThat(new DenseGeometry(odd, 1, 3).statistic(ScaleStatistic.MEDIAN))
                .isEqualTo(-3);
    }

    /** More stripes than one, so that partial sums are joined. */
    @Test
    void largeProblemsAreCutAndJoined() {
        RandomGenerator random = random(6);
        double[] x = gaussian(random, 400 * 2);
        double[] y = gaussian(random, 300 * 2);
        Geometry points = PointCloudGeometry.of(Cost.squaredEuclidean(), x, 400, y, 300, 2);
        Geometry products = LowRankGeometry.squaredEuclidean(x, 400, y, 300, 2);
        double[] f = gaussian(random, 400);
        double[] g = gaussian(random, 300);
        close(products.softMinColumns(f, EPS), points.softMinColumns(f, EPS), 1e-11);
        close(products.softMinRows(g, EPS), points.softMinRows(g, EPS), 1e-11);
        close(points.applyKernelTransposed(f, 1), products.applyKernelTransposed(f, 1), 1e-10);
        assertThat(points.softMinColumns(f, EPS)).isEqualTo(points.softMinColumns(f, EPS));
        PlanSums sums = points.planSums(new Potentials(f, g), 1);
        assertThat(Arrays.stream(sums.columns()).sum()).isCloseTo(sums.mass(), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void costsMultiplyAsTheMatrixDoes(Case c) {
        int n = c.geometry.rows();
        int m = c.geometry.columns();
        RandomGenerator random = random(7);
        double[] right = gaussian(random, m * 5);
        double[] left = gaussian(random, n * 5);
        double[] product = new double[n * 5];
        double[] transposed = new double[m * 5];
        DoubleArrays.matmul(c.cost, false, right, false, product, n, m, 5);
        DoubleArrays.matmul(c.cost, true, left, false, transposed, m, n, 5);
        close(c.geometry.applyCost(right, 5), product, 1e-12);
        close(c.geometry.applyCostTransposed(left, 5), transposed, 1e-12);
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThatThrownBy(() -> new DenseGeometry(new double[5], 2, 3)).hasMessageContaining("matrix has 5");
        assertThatThrownBy(() -> PointCloudGeometry.of(Cost.euclidean(), new double[] {Double.NaN}, 1, 1))
                .hasMessageContaining("x[0] is NaN");
        assertThatThrownBy(() -> PointCloudGeometry.of(Cost.euclidean(), new double[0], 0, 1))
                .hasMessageContaining("n is 0");
        assertThatThrownBy(() -> LowRankGeometry.of(new double[3], 2, new double[4], 2, 2))
                .hasMessageContaining("left has 3 elements, expected 4");
        assertThatThrownBy(() -> GridGeometry.of(List.of(new double[4]), new int[] {2}, new int[] {3}))
                .hasMessageContaining("costs[0] has 4 elements, expected 6");
        assertThatThrownBy(() -> GridGeometry.unitCube(3, 0)).hasMessageContaining("shape[1] is 0");
        assertThatThrownBy(() -> GridGeometry.unitCube(10, 10, 10, 10, 10, 10, 10, 10, 10, 10))
                .hasMessageContaining("more than");
        assertThatThrownBy(() -> GridGeometry.unitCube(50_000)).hasMessageContaining("expected at most 46340");
        Geometry zero = new DenseGeometry(new double[4], 2, 2);
        assertThatThrownBy(() -> zero.scaledBy(ScaleStatistic.MEAN)).hasMessageContaining("MEAN of the costs is 0.0");
        assertThatThrownBy(() -> zero.planSums(new Potentials(new double[3], new double[2]), 1))
                .hasMessageContaining("f has 3 elements, expected 2");
        assertThatThrownBy(() -> PointCloudGeometry.of(Cost.euclidean(), new double[70_000], 70_000, 1)
                        .cost())
                .hasMessageContaining("does not fit");
    }
}
