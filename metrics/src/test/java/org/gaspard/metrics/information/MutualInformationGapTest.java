package org.gaspard.metrics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.Scanner;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MutualInformationGapTest {

    private static final MutualInformationGap MIG = MutualInformationGap.defaults();

    /** All combinations of two factors with 4 and 5 values. */
    private static final int[][] GRID =
            IntStream.range(0, 20).mapToObj(n -> new int[] {n / 5, n % 5}).toArray(int[][]::new);

    @Test
    void codesThatAreTheFactorsScoreOne() {
        var result = MIG.evaluate(asCodes(GRID), GRID);
        assertThat(result.score()).isCloseTo(1, within(1e-12));
        assertThat(result.entropies()).containsExactly(new double[] {Math.log(4), Math.log(5)}, within(1e-12));
        assertThat(result.mutualInformation()[0]).containsExactly(new double[] {Math.log(4), 0}, within(1e-12));
        assertThat(result.mutualInformation()[1]).containsExactly(new double[] {0, Math.log(5)}, within(1e-12));
        assertThat(result.droppedFactors()).isEmpty();
    }

    @Test
    void duplicatedCodesScoreZero() {
        double[][] codes = Arrays.stream(GRID)
                .map(v -> new double[] {v[0], v[1], v[0], v[1]})
                .toArray(double[][]::new);
        assertThat(MIG.evaluate(codes, GRID).score()).isZero();
    }

    @Test
    void rotationByAnEighthTurnHidesTwoSquareFactors() {
        int[][] factors = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[][] codes = Arrays.stream(factors)
                .map(v -> new double[] {v[0] + v[1], v[0] - v[1]})
                .toArray(double[][]::new);
        var result = MIG.evaluate(codes, factors);
        assertThat(result.score()).isCloseTo(0, within(1e-12));
        // Sum and difference take 3 values each and know one half bit of either factor.
        assertThat(result.mutualInformation()[0])
                .containsExactly(new double[] {Math.log(2) / 2, Math.log(2) / 2}, within(1e-12));
    }

    @Test
    void aFactorThatOnlyPartOfACodeTells() {
        int[][] factors = {{0}, {1}, {2}, {3}};
        double[][] codes = {{0, 0}, {1, 0}, {2, 1}, {3, 1}};
        assertThat(MIG.evaluate(codes, factors).score()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void constantFactorsAreLeftOutAndNamed() {
        int[][] factors =
                Arrays.stream(GRID).map(v -> new int[] {9, v[0], v[1]}).toArray(int[][]::new);
        var result = MIG.evaluate(asCodes(GRID), factors);
        assertThat(result.score()).isCloseTo(1, within(1e-12));
        assertThat(result.droppedFactors()).containsExactly(0);
        assertThat(result.gaps()[0]).isNaN();
        assertThat(result.entropies()[0]).isZero();
        assertThat(result.summary()).startsWith("MIG ").contains("left out: [0]");
    }

    @Test
    void orderOfCodesFactorsAndPointsDoesNotMatter() {
        var random = new Random(5);
        int[][] factors = randomFactors(random, 300);
        double[][] codes = noisyCodes(random, factors);
        double expected = MIG.evaluate(codes, factors).score();
        var order = Arrays.asList(IntStream.range(0, codes.length).boxed().toArray(Integer[]::new));
        Collections.shuffle(order, random);
        double[][] movedCodes = order.stream()
                .map(n -> new double[] {codes[n][2], codes[n][0], codes[n][1]})
                .toArray(double[][]::new);
        int[][] movedFactors = order.stream()
                .map(n -> new int[] {factors[n][1], factors[n][0]})
                .toArray(int[][]::new);
        assertThat(MIG.evaluate(movedCodes, movedFactors).score()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void rescaledCodesKeepTheirScore() {
        var random = new Random(6);
        int[][] factors = randomFactors(random, 300);
        double[][] codes = noisyCodes(random, factors);
        double expected = MIG.evaluate(codes, factors).score();
        assertThat(MIG.evaluate(map(codes, z -> 3 * z - 7), factors).score()).isCloseTo(expected, within(1e-12));
        // A curved scale moves points to other bins: the score is not invariant under it.
        assertThat(MIG.evaluate(map(codes, Math::exp), factors).score()).isNotCloseTo(expected, within(1e-6));
    }

    @Test
    void anyMonotoneScaleKeepsTheScoreWhereEachCodeValueHasItsOwnBin() {
        double[][] codes = map(asCodes(GRID), z -> z * z * z / 4 + z);
        assertThat(MIG.evaluate(codes, GRID).score()).isCloseTo(1, within(1e-12));
    }

    @Test
    void renamedFactorValuesKeepTheScore() {
        var random = new Random(7);
        int[][] factors = randomFactors(random, 200);
        double[][] codes = noisyCodes(random, factors);
        int[][] renamed = Arrays.stream(factors)
                .map(v -> new int[] {100 - 3 * v[0], v[1] * v[1]})
                .toArray(int[][]::new);
        assertThat(MIG.evaluate(codes, renamed).score())
                .isCloseTo(MIG.evaluate(codes, factors).score(), within(1e-12));
    }

    @Test
    void flatRowsAreTheSamePoints() {
        var random = new Random(8);
        int[][] factors = randomFactors(random, 50);
        double[][] codes = map(noisyCodes(random, factors), z -> (float) z);
        float[] flatCodes = new float[150];
        for (int i = 0; i < flatCodes.length; i++) {
            flatCodes[i] = (float) codes[i / 3][i % 3];
        }
        int[] flatFactors = Arrays.stream(factors).flatMapToInt(Arrays::stream).toArray();
        assertThat(MIG.evaluate(50, flatCodes, flatFactors).score())
                .isEqualTo(MIG.evaluate(codes, factors).score());
    }

    /** Ten independent factors, uniform on 1 … 10, as in the unit tests of disentanglement_lib. */
    @Test
    void identityDeadAndDuplicatedCodesScoreAsInTheReferenceLibrary() {
        var random = new Random(0);
        int[][] factors = new int[3000][];
        Arrays.setAll(factors, n -> random.ints(10, 1, 11).toArray());
        double[][] identity = asCodes(factors);
        assertThat(MIG.evaluate(identity, factors).score()).isBetween(0.9, 1.0);
        assertThat(MIG.evaluate(map(identity, z -> 0), factors).score()).isZero();
        double[][] twice = Arrays.stream(identity)
                .map(z -> IntStream.range(0, 20).mapToDouble(l -> z[l % 10]).toArray())
                .toArray(double[][]::new);
        assertThat(MIG.evaluate(twice, factors).score()).isZero();
    }

    @Test
    void refusesInputsWithoutMeaning() {
        assertThatThrownBy(() -> MIG.evaluate(new double[][] {{1}, {2}}, new int[][] {{1}, {2}}))
                .hasMessageContaining("L ≥ 2")
                .hasMessageContaining("L = 1");
        assertThatThrownBy(() -> MIG.evaluate(new double[][] {{1, 2}}, new int[][] {{1}, {2}}))
                .hasMessageContaining("1 rows of codes and 2 of factors");
        assertThatThrownBy(() -> MIG.evaluate(new double[][] {{1, 2}, {1}}, new int[][] {{1}, {2}}))
                .hasMessageContaining("rectangular");
        assertThatThrownBy(() -> MIG.evaluate(new double[][] {{1, 2}, {3, 4}}, new int[][] {{5}, {5}}))
                .hasMessageContaining("constant");
        assertThatThrownBy(() -> MIG.evaluate(3, new float[7], new int[3])).hasMessageContaining("7 values for N = 3");
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
        assertAgrees(oracle, "aligned", add(scaled, 0.05, oracleNoise(1000, 4, 11)), factors);

        double[][] mixing = {{1, 0.5, 0, 2}, {0, 1, 0.25, 1}, {1, 0, 1, -1}, {0.5, 0.5, -2, 1}};
        double[][] mixed = new double[1000][4];
        for (int n = 0; n < 1000; n++) {
            for (int l = 0; l < 4; l++) {
                for (int k = 0; k < 4; k++) {
                    mixed[n][l] += scaled[n][k] * mixing[k][l];
                }
            }
        }
        assertAgrees(oracle, "mixed", add(mixed, 0.1, oracleNoise(1000, 4, 13)), factors);

        double[][] noise = oracleNoise(1000, 3, 17);
        double[][] dead = new double[1000][];
        for (int n = 0; n < 1000; n++) {
            double s = scaled[n][2];
            dead[n] = new double[] {s, scaled[n][0], noise[n][0], noise[n][1], noise[n][2], 0, s * s * s};
        }
        assertAgrees(oracle, "dead-and-noise", dead, factors);

        double[][] few = map(oracleNoise(37, 2, 19), z -> z * z * z * 1e6 - 17);
        assertAgrees(oracle, "few-points", few, oracleFactors(37, new int[] {2, 5}, 23));
    }

    private static void assertAgrees(Scanner oracle, String name, double[][] codes, int[][] factors) {
        assertThat(oracle.next()).isEqualTo(name);
        assertThat(oracle.nextInt()).isEqualTo(codes.length);
        assertThat(oracle.nextInt()).isEqualTo(codes[0].length);
        assertThat(oracle.nextInt()).isEqualTo(factors[0].length);
        var result = MIG.evaluate(codes, factors);
        assertThat(result.score()).as(name).isCloseTo(Double.parseDouble(oracle.next()), within(1e-12));
        for (double entropy : result.entropies()) {
            assertThat(entropy).as(name).isCloseTo(Double.parseDouble(oracle.next()), within(1e-12));
        }
        for (double[] row : result.mutualInformation()) {
            for (double information : row) {
                assertThat(information).as(name).isCloseTo(Double.parseDouble(oracle.next()), within(1e-12));
            }
        }
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

    private static double[][] oracleNoise(int points, int width, long seed) {
        double[][] noise = new double[points][width];
        long state = seed;
        for (double[] row : noise) {
            for (int l = 0; l < width; l++) {
                state = state * 48271 % 2147483647;
                row[l] = state / 2147483647.0;
            }
        }
        return noise;
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
