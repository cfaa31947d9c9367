package org.gaspard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PointSourceTest {

    private static final FactorImages IMAGES = FactorImages.of(3, 1, 4);
    private static final PointSource GRID = PointSource.of(IMAGES, 3, IMAGES::positions);
    private static final PointSource TABLE = PointSource.of(new Points(
            Codes.of(12, IMAGES.positions(IntStream.range(0, 12).toArray())),
            Factors.of(IMAGES, IntStream.range(0, 12).toArray())));
    private static final int DRAWS = 12_000;

    private static SplittableRandom random() {
        return new SplittableRandom(5);
    }

    /** How often each of n numbers occurs. */
    private static long[] counts(int n, int[] drawn) {
        long[] counts = new long[n];
        for (int point : drawn) {
            counts[point]++;
        }
        return counts;
    }

    /** Pearson's statistic against equal probabilities of the points that can occur. */
    private static void assertUniform(int[] drawn, int... possible) {
        long[] counts = counts(12, drawn);
        double expected = drawn.length / (double) possible.length;
        double statistic = 0;
        for (int point : possible) {
            statistic += (counts[point] - expected) * (counts[point] - expected) / expected;
        }
        assertThat(Arrays.stream(possible).mapToLong(point -> counts[point]).sum())
                .isEqualTo(drawn.length);
        // The 0.999-quantile of chi-square with 11 degrees of freedom is 31.3.
        assertThat(statistic).isLessThan(31.3);
    }

    @Test
    void aGridAndItsTableAreTheSamePopulation() {
        for (PointSource source : List.of(GRID, TABLE)) {
            assertThat(source.size()).isEqualTo(12);
            assertThat(source.width()).isEqualTo(3);
            assertThat(source.factorCount()).isEqualTo(3);
            assertThat(source.factorNames()).containsExactly("v0", "v1", "v2");
            assertThat(source.values(0)).isEqualTo(3);
            assertThat(source.values(1)).isEqualTo(1);
            assertThat(source.varying()).containsExactly(0, 2);
        }
        for (int point = 0; point < 12; point++) {
            for (int factor = 0; factor < 3; factor++) {
                assertThat(TABLE.value(point, factor)).isEqualTo(GRID.value(point, factor));
                assertThat(TABLE.sweep(factor, point)).containsExactly(GRID.sweep(factor, point));
            }
            assertThat(GRID.codes(point).rows())
                    .isDeepEqualTo(TABLE.codes(point).rows());
            assertThat(GRID.points(point).factors().labels(2))
                    .containsExactly(TABLE.points(point).factors().labels(2));
        }
    }

    @Test
    void drawsAreUniform() {
        for (PointSource source : List.of(GRID, TABLE)) {
            assertUniform(source.draw(DRAWS, random()), IntStream.range(0, 12).toArray());
            assertUniform(source.drawSharing(2, 1, DRAWS, random()), 1, 5, 9);
            assertUniform(source.drawSharing(0, 2, DRAWS, random()), 8, 9, 10, 11);
            assertUniform(source.drawVarying(2, 6, DRAWS, random()), 4, 5, 6, 7);
            assertUniform(source.drawMatching(0, new int[DRAWS], random()), 0, 1, 2, 3);
        }
    }

    @Test
    void matchesShareTheFactorOfTheirOwnPoint() {
        for (PointSource source : List.of(GRID, TABLE)) {
            int[] points = source.draw(500, random());
            int[] matches = source.drawMatching(2, points, new SplittableRandom(6));
            for (int n = 0; n < points.length; n++) {
                assertThat(source.value(matches[n], 2)).isEqualTo(source.value(points[n], 2));
            }
            assertThat(matches).isNotEqualTo(points);
        }
    }

    @Test
    void sweepsFollowOneFactorInOrder() {
        assertThat(GRID.sweep(0, 6)).containsExactly(2, 6, 10);
        assertThat(GRID.sweep(2, 6)).containsExactly(4, 5, 6, 7);
        assertThat(GRID.sweep(1, 6)).containsExactly(6);
    }

    @Test
    void tablesMayHaveGapsRepetitionsAndAnyLabels() {
        int[][] factors = {{7, 1}, {-2, 1}, {7, 5}, {7, 1}, {0, 5}};
        PointSource source = PointSource.of(Points.of(new double[5][2], factors));
        // Labels in ascending order: −2, 0, 7.
        assertThat(IntStream.range(0, 5).map(point -> source.value(point, 0))).containsExactly(2, 0, 2, 2, 1);
        assertThat(source.sweep(0, 0)).containsExactly(1, 0, 3);
        assertThat(source.sweep(0, 4)).containsExactly(4, 2);
        assertThat(source.sweep(1, 0)).containsExactly(0, 3, 2);
        long[] shared = counts(5, source.drawSharing(0, 2, DRAWS, random()));
        assertThat(shared[1] + shared[4]).isZero();
        assertThat((double) shared[3]).isCloseTo(DRAWS / 3.0, within(250.0));
        assertThat(source.drawSharing(0, 0, 4, random())).containsExactly(1, 1, 1, 1);
    }

    @Test
    void imagesWithoutAGridAreFoundByTables() {
        PointSource resized = PointSource.of(IMAGES.resizedTo(1, 6), 3, IMAGES::positions);
        assertThat(resized.size()).isEqualTo(12);
        assertThat(resized.sweep(0, 6)).containsExactly(2, 6, 10);
        assertThat(resized.codes(6).rows()).isDeepEqualTo(GRID.codes(6).rows());
    }

    @Test
    void anEncoderIsAskedOnceForEachImage() {
        List<Integer> asked = new ArrayList<>();
        PointSource source = PointSource.of(IMAGES, 3, images -> {
            Arrays.stream(images).forEach(asked::add);
            return IMAGES.positions(images);
        });
        assertThat(asked).isEmpty();
        assertThat(source.codes(7, 3, 7, 7).column(2)).containsExactly(3, 3, 3, 3);
        assertThat(asked).containsExactly(3, 7);
        source.codes(3, 7);
        assertThat(asked).containsExactly(3, 7);
        Codes all = source.codes(IntStream.range(0, 12).toArray());
        assertThat(asked).hasSize(12).doesNotHaveDuplicates();
        assertThat(all.rows())
                .isDeepEqualTo(GRID.codes(IntStream.range(0, 12).toArray()).rows());
        source.sample(100, 100, random());
        assertThat(asked).hasSize(12);
    }

    @Test
    void samplesAreDeterministic() {
        Sample sample = GRID.sample(20, 10, random());
        assertThat(sample.training().count()).isEqualTo(20);
        assertThat(sample.test().count()).isEqualTo(10);
        assertThat(GRID.sample(20, 10, random()).test().codes().rows())
                .isDeepEqualTo(sample.test().codes().rows());
        for (int n = 0; n < 20; n++) {
            assertThat(sample.training().codes().value(n, 0))
                    .isEqualTo(sample.training().factors().labels(0)[n]);
        }
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThatThrownBy(() -> PointSource.of(IMAGES, 0, IMAGES::positions)).hasMessageContaining("width");
        assertThatThrownBy(() -> PointSource.of(IMAGES, 2, IMAGES::positions).codes(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 codes for each of 1 images, found 3 numbers");
        assertThatThrownBy(() -> PointSource.of(new Points(
                        Codes.ofRows(new double[][] {{1}}), Factors.continuous(List.of("x"), new double[][] {{0.5}}))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("continuous");
        assertThatThrownBy(() -> GRID.codes(12)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> GRID.drawSharing(0, 3, 1, random())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> GRID.sample(0, 1, random())).hasMessageContaining("training and test");
        PointSource bad = PointSource.of(IMAGES, 1, images -> {
            float[] codes = new float[images.length];
            Arrays.fill(codes, Float.NaN);
            return codes;
        });
        assertThatThrownBy(() -> bad.codes(0)).hasMessageContaining("NaN");
    }

    @Test
    void samplesAreDisjointWherePointsSuffice() {
        int[][] factors = IntStream.range(0, 50).mapToObj(n -> new int[] {n}).toArray(int[][]::new);
        double[][] codes =
                IntStream.range(0, 50).mapToObj(n -> new double[] {n}).toArray(double[][]::new);
        PointSource source = PointSource.of(Points.of(codes, factors));
        Sample all = source.sample(30, 20, random());
        assertThat(all.warnings()).isEmpty();
        assertThat(all.training().and(all.test()).factors().labels(0))
                .containsExactlyInAnyOrder(IntStream.range(0, 50).toArray());
        Sample some = GRID.sample(3, 2, random());
        assertThat(some.warnings()).isEmpty();
        assertThat(Arrays.stream(some.training().and(some.test()).codes().rows())
                        .map(Arrays::toString))
                .doesNotHaveDuplicates();

        Sample tooMany = source.sample(30, 21, random());
        assertThat(tooMany.training().count()).isEqualTo(30);
        assertThat(tooMany.test().count()).isEqualTo(21);
        assertThat(tooMany.warnings())
                .singleElement()
                .asString()
                .contains("only 50 points for 30 training and 21 test points");
    }

    @Test
    void samplesWithoutReplacementAreUniform() {
        var random = random();
        int[] first = new int[DRAWS];
        int[] last = new int[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            Sample sample = GRID.sample(2, 3, random);
            first[i] = number(sample.training(), 0);
            last[i] = number(sample.test(), 2);
        }
        assertUniform(first, IntStream.range(0, 12).toArray());
        assertUniform(last, IntStream.range(0, 12).toArray());
    }

    private static int number(Points points, int n) {
        return 4 * points.factors().labels(0)[n] + points.factors().labels(2)[n];
    }

    @Test
    void drawnSweepsHaveOnePointOfEachValue() {
        int[][] factors = {{7, 1}, {-2, 1}, {7, 5}, {7, 1}, {0, 5}};
        PointSource source = PointSource.of(Points.of(new double[5][2], factors));
        var random = random();
        long[] counts = new long[5];
        for (int i = 0; i < DRAWS; i++) {
            int[] sweep = source.drawSweep(0, 0, random);
            assertThat(sweep).hasSize(2);
            assertThat(sweep[0]).isEqualTo(1);
            counts[sweep[1]]++;
        }
        assertThat(counts[0] + counts[3]).isEqualTo(DRAWS);
        assertThat((double) counts[3]).isCloseTo(DRAWS / 2.0, within(250.0));
        // With one point for each combination nothing is drawn.
        var untouched = random();
        assertThat(GRID.drawSweep(2, 6, untouched)).containsExactly(4, 5, 6, 7);
        assertThat(untouched.nextLong()).isEqualTo(random().nextLong());
    }

    @Test
    void factorsAndPointsAreChecked() {
        for (PointSource source : List.of(GRID, TABLE)) {
            for (int factor : new int[] {-1, 5}) {
                String message = "factor must be in [0, 3), found " + factor;
                assertThatThrownBy(() -> source.values(factor)).hasMessage(message);
                assertThatThrownBy(() -> source.value(0, factor)).hasMessage(message);
                assertThatThrownBy(() -> source.drawSharing(factor, 0, 1, random()))
                        .isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessage(message);
                assertThatThrownBy(() -> source.drawMatching(factor, new int[1], random()))
                        .hasMessage(message);
                assertThatThrownBy(() -> source.drawVarying(factor, 0, 1, random()))
                        .hasMessage(message);
                assertThatThrownBy(() -> source.sweep(factor, 0)).hasMessage(message);
            }
            for (int point : new int[] {-1, 12}) {
                String message = "point must be in [0, 12), found " + point;
                assertThatThrownBy(() -> source.value(point, 0)).hasMessage(message);
                assertThatThrownBy(() -> source.drawSweep(0, point, random())).hasMessage(message);
                assertThatThrownBy(() -> source.drawMatching(0, new int[] {point}, random()))
                        .hasMessage(message);
                assertThatThrownBy(() -> source.points(point)).hasMessage(message);
            }
            assertThatThrownBy(() -> source.drawSharing(2, 4, 1, random()))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("value must be in [0, 4), found 4");
        }
    }
}
