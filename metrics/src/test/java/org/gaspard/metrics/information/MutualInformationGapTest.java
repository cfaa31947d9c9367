package org.gaspard.metrics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class MutualInformationGapTest {

    private static final MutualInformationGap MIG = MutualInformationGap.standard();

    /** All combinations of two factors with 4 and 5 values. */
    private static final int[][] GRID =
            IntStream.range(0, 20).mapToObj(n -> new int[] {n / 5, n % 5}).toArray(int[][]::new);

    @Test
    void codesThatAreTheFactorsScoreOne() {
        var result = score(asCodes(GRID), GRID);
        assertThat(result.value()).isCloseTo(1, within(1e-12));
        assertThat(entropies(result)).containsExactly(new double[] {Math.log(4), Math.log(5)}, within(1e-12));
        assertThat(information(result)[0]).containsExactly(new double[] {Math.log(4), 0}, within(1e-12));
        assertThat(information(result)[1]).containsExactly(new double[] {0, Math.log(5)}, within(1e-12));
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void duplicatedCodesScoreZero() {
        double[][] codes = Arrays.stream(GRID)
                .map(v -> new double[] {v[0], v[1], v[0], v[1]})
                .toArray(double[][]::new);
        assertThat(score(codes, GRID).value()).isZero();
    }

    @Test
    void rotationByAnEighthTurnHidesTwoSquareFactors() {
        int[][] factors = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[][] codes = Arrays.stream(factors)
                .map(v -> new double[] {v[0] + v[1], v[0] - v[1]})
                .toArray(double[][]::new);
        var result = score(codes, factors);
        assertThat(result.value()).isCloseTo(0, within(1e-12));
        // Sum and difference take 3 values each and know one half bit of either factor.
        assertThat(information(result)[0])
                .containsExactly(new double[] {Math.log(2) / 2, Math.log(2) / 2}, within(1e-12));
    }

    @Test
    void aFactorThatOnlyPartOfACodeTells() {
        int[][] factors = {{0}, {1}, {2}, {3}};
        double[][] codes = {{0, 0}, {1, 0}, {2, 1}, {3, 1}};
        assertThat(score(codes, factors).value()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void constantFactorsAreLeftOutAndNamed() {
        int[][] factors =
                Arrays.stream(GRID).map(v -> new int[] {9, v[0], v[1]}).toArray(int[][]::new);
        var result = score(asCodes(GRID), factors);
        assertThat(result.value()).isCloseTo(1, within(1e-12));
        assertThat(result.warnings()).containsExactly("constant factor 'v0' left out");
        assertThat(result.table("gap").rows()).containsExactly("v1", "v2");
        assertThat(result.settings())
                .containsEntry("information", "plug-in, 20 bins over own range")
                .containsEntry("divisor", "factor entropy");
    }

    @Test
    void orderOfCodesFactorsAndPointsDoesNotMatter() {
        var random = new Random(5);
        int[][] factors = randomFactors(random, 300);
        double[][] codes = noisyCodes(random, factors);
        double expected = score(codes, factors).value();
        var order = Arrays.asList(IntStream.range(0, codes.length).boxed().toArray(Integer[]::new));
        Collections.shuffle(order, random);
        double[][] movedCodes = order.stream()
                .map(n -> new double[] {codes[n][2], codes[n][0], codes[n][1]})
                .toArray(double[][]::new);
        int[][] movedFactors = order.stream()
                .map(n -> new int[] {factors[n][1], factors[n][0]})
                .toArray(int[][]::new);
        assertThat(score(movedCodes, movedFactors).value()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void rescaledCodesKeepTheirScore() {
        var random = new Random(6);
        int[][] factors = randomFactors(random, 300);
        double[][] codes = noisyCodes(random, factors);
        double expected = score(codes, factors).value();
        assertThat(score(map(codes, z -> 3 * z - 7), factors).value()).isCloseTo(expected, within(1e-12));
        // A curved scale moves points to other bins: the score is not invariant under it.
        assertThat(score(map(codes, Math::exp), factors).value()).isNotCloseTo(expected, within(1e-6));
    }

    @Test
    void anyMonotoneScaleKeepsTheScoreWhereEachCodeValueHasItsOwnBin() {
        double[][] codes = map(asCodes(GRID), z -> z * z * z / 4 + z);
        assertThat(score(codes, GRID).value()).isCloseTo(1, within(1e-12));
    }

    @Test
    void renamedFactorValuesKeepTheScore() {
        var random = new Random(7);
        int[][] factors = randomFactors(random, 200);
        double[][] codes = noisyCodes(random, factors);
        int[][] renamed = Arrays.stream(factors)
                .map(v -> new int[] {100 - 3 * v[0], v[1] * v[1]})
                .toArray(int[][]::new);
        assertThat(score(codes, renamed).value())
                .isCloseTo(score(codes, factors).value(), within(1e-12));
    }

    /** Ten independent factors, uniform on 1 … 10, as in the unit tests of disentanglement_lib. */
    @Test
    void identityDeadAndDuplicatedCodesScoreAsInTheReferenceLibrary() {
        var random = new Random(0);
        int[][] factors = new int[3000][];
        Arrays.setAll(factors, n -> random.ints(10, 1, 11).toArray());
        double[][] identity = asCodes(factors);
        assertThat(score(identity, factors).value()).isBetween(0.9, 1.0);
        assertThat(score(map(identity, z -> 0), factors).value()).isZero();
        double[][] twice = Arrays.stream(identity)
                .map(z -> IntStream.range(0, 20).mapToDouble(l -> z[l % 10]).toArray())
                .toArray(double[][]::new);
        assertThat(score(twice, factors).value()).isZero();
    }

    @Test
    void divisors() {
        // The code has 4 values, the factor is its parity, and a second code knows nothing.
        Points points = Points.of(new double[][] {{0, 0}, {1, 0}, {2, 0}, {3, 0}}, new int[][] {{0}, {1}, {0}, {1}});
        Sample sample = new Sample(points, points);
        PlugIn distinct = new PlugIn(Discretizer.distinctValues());
        assertThat(new MutualInformationGap(distinct, Normalizer.FACTOR_ENTROPY)
                        .score(sample)
                        .value())
                .isCloseTo(1, within(1e-12));
        assertThat(new MutualInformationGap(distinct, Normalizer.CODE_ENTROPY)
                        .score(sample)
                        .value())
                .isCloseTo(0.5, within(1e-12));
        assertThat(new MutualInformationGap(distinct, Normalizer.NONE)
                        .score(sample)
                        .value())
                .isCloseTo(Math.log(2), within(1e-12));
        assertThat(MIG.score(sample).warnings()).containsExactly("dead codes [1]");
        assertThatThrownBy(() -> new MutualInformationGap(NearestNeighbourEstimator.of(3), Normalizer.CODE_ENTROPY))
                .hasMessageContaining("plug-in");
    }

    @Test
    void namesTellSettingsApart() {
        assertThat(MIG.name()).isEqualTo("MIG");
        assertThat(MutualInformationGap.normalizedByCodes().name())
                .isEqualTo("MIG (plug-in, 10 bins over [0, 1] after scaling; divisor: code entropy)");
    }

    @Test
    void factorsWhoseValuesShareABinAreRefused() {
        Points points = new Points(
                Codes.ofRows(new double[][] {{0, 1}, {1, 0}}),
                Factors.continuous(List.of("x"), new double[][] {{5}, {6}}));
        var mig = new MutualInformationGap(new PlugIn(Discretizer.fixedRange(4, 0, 1)), Normalizer.FACTOR_ENTROPY);
        assertThatThrownBy(() -> mig.score(new Sample(points, points)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("factor 'x'");
    }

    @Test
    void refusesInputsWithoutMeaning() {
        assertThatThrownBy(() -> score(new double[][] {{1}, {2}}, new int[][] {{1}, {2}}))
                .hasMessageContaining("L ≥ 2")
                .hasMessageContaining("L = 1");
        assertThatThrownBy(() -> score(new double[][] {{1, 2}}, new int[][] {{1}, {2}}))
                .hasMessageContaining("same points");
        assertThatThrownBy(() -> score(new double[][] {{1, 2}, {1}}, new int[][] {{1}, {2}}))
                .hasMessageContaining("rectangular");
        assertThatThrownBy(() -> score(new double[][] {{1, 2}, {3, 4}}, new int[][] {{5}, {5}}))
                .hasMessageContaining("constant");
    }

    @Test
    void agreesWithTheReferenceProcedure() throws IOException {
        Scanner oracle = oracle();
        int[] sizes = {3, 6, 40, 32};
        int[][] factors = oracleFactors(1000, sizes, 7);
        double[][] scaled = new double[1000][4];
        for (int n = 0; n < 1000; n++) {
            for (int k = 0; k < 4; k++) {
                scaled[n][k] = factors[n][k] / (double) sizes[k];
            }
        }
        assertAgrees(oracle, "aligned", add(scaled, 0.05, OracleSets.noise(1000, 4, 11)), factors);

        double[][] mixing = {{1, 0.5, 0, 2}, {0, 1, 0.25, 1}, {1, 0, 1, -1}, {0.5, 0.5, -2, 1}};
        double[][] mixed = new double[1000][4];
        for (int n = 0; n < 1000; n++) {
            for (int l = 0; l < 4; l++) {
                for (int k = 0; k < 4; k++) {
                    mixed[n][l] += scaled[n][k] * mixing[k][l];
                }
            }
        }
        assertAgrees(oracle, "mixed", add(mixed, 0.1, OracleSets.noise(1000, 4, 13)), factors);

        double[][] noise = OracleSets.noise(1000, 3, 17);
        double[][] dead = new double[1000][];
        for (int n = 0; n < 1000; n++) {
            double s = scaled[n][2];
            dead[n] = new double[] {s, scaled[n][0], noise[n][0], noise[n][1], noise[n][2], 0, s * s * s};
        }
        assertAgrees(oracle, "dead-and-noise", dead, factors);

        double[][] few = map(OracleSets.noise(37, 2, 19), z -> z * z * z * 1e6 - 17);
        assertAgrees(oracle, "few-points", few, oracleFactors(37, new int[] {2, 5}, 23));
    }

    private static void assertAgrees(Scanner oracle, String name, double[][] codes, int[][] factors) {
        assertThat(oracle.next()).isEqualTo(name);
        assertThat(oracle.nextInt()).isEqualTo(codes.length);
        assertThat(oracle.nextInt()).isEqualTo(codes[0].length);
        assertThat(oracle.nextInt()).isEqualTo(factors[0].length);
        var result = score(codes, factors);
        assertThat(result.value()).as(name).isCloseTo(Double.parseDouble(oracle.next()), within(1e-12));
        for (double entropy : entropies(result)) {
            assertThat(entropy).as(name).isCloseTo(Double.parseDouble(oracle.next()), within(1e-12));
        }
        for (double[] row : information(result)) {
            for (double information : row) {
                assertThat(information).as(name).isCloseTo(Double.parseDouble(oracle.next()), within(1e-12));
            }
        }
    }

    private static Score score(double[][] codes, int[][] factors) {
        Points points = Points.of(codes, factors);
        return MIG.score(new Sample(points, points));
    }

    private static double[][] information(Score score) {
        return score.table("mutual information (nats)").values();
    }

    private static double[] entropies(Score score) {
        return score.table("factor entropy (nats)").column(0);
    }

    /** What {@code src/test/oracles/mutual_information_gap.py} printed. */
    private static Scanner oracle() throws IOException {
        try (InputStream stream = MutualInformationGapTest.class.getResourceAsStream("mutual_information_gap.txt")) {
            return new Scanner(new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static int[][] oracleFactors(int points, int[] sizes, long seed) {
        int[][] factors = new int[points][sizes.length];
        long state = seed;
        for (int[] row : factors) {
            for (int k = 0; k < sizes.length; k++) {
                state = state * 48271 % 2147483647;
                row[k] = (int) ((state >> 8) % sizes[k]);
            }
        }
        return factors;
    }

    private static double[][] add(double[][] x, double scale, double[][] y) {
        double[][] sum = new double[x.length][x[0].length];
        for (int n = 0; n < x.length; n++) {
            for (int l = 0; l < x[n].length; l++) {
                sum[n][l] = x[n][l] + scale * y[n][l];
            }
        }
        return sum;
    }

    private static double[][] map(double[][] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(row -> Arrays.stream(row).map(f).toArray()).toArray(double[][]::new);
    }

    private static double[][] asCodes(int[][] factors) {
        return Arrays.stream(factors)
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
    }

    private static int[][] randomFactors(Random random, int points) {
        return IntStream.range(0, points)
                .mapToObj(n -> new int[] {random.nextInt(4), random.nextInt(7)})
                .toArray(int[][]::new);
    }

    private static double[][] noisyCodes(Random random, int[][] factors) {
        return Arrays.stream(factors)
                .map(v -> new double[] {
                    v[0] + 0.3 * random.nextGaussian(),
                    v[1] + random.nextGaussian(),
                    v[0] - v[1] + random.nextGaussian()
                })
                .toArray(double[][]::new);
    }
}
