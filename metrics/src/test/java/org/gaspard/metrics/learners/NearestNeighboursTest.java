package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

    /** Features on a coarse grid, so that many distances are equal. */
    @Test
    void equalsItsDefinitionTiesIncluded() {
        var random = new Random(1);
        for (int width : new int[] {1, 2, 5}) {
            double[][] train = new double[300][width];
            int[] labels = random.ints(300, -2, 3).toArray();
            double[][] test = new double[100][width];
            for (double[][] rows : new double[][][] {train, test}) {
                for (double[] row : rows) {
                    Arrays.setAll(row, l -> random.nextInt(4 * (6 - width)));
                }
            }
            for (int k : new int[] {1, 2, 9, 300}) {
                assertThat(new NearestNeighbours(k).fit(train, labels).predict(test))
                        .isEqualTo(Arrays.stream(test)
                                .mapToInt(x -> vote(train, labels, x, k))
                                .toArray());
            }
        }
    }

    private static int vote(double[][] train, int[] labels, double[] x, int k) {
        var votes = new TreeMap<Integer, Integer>();
        IntStream.range(0, train.length)
                .boxed()
                .sorted(Comparator.comparingDouble(n -> IntStream.range(0, x.length)
                        .mapToDouble(l -> (train[n][l] - x[l]) * (train[n][l] - x[l]))
                        .sum()))
                .limit(k)
                .forEach(n -> votes.merge(labels[n], 1, Integer::sum));
        int most = votes.values().stream().max(Integer::compare).orElseThrow();
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue() == most)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Test
    void oneClassIsEnough() {
        var model = new NearestNeighbours(2).fit(new double[][] {{1}, {2}}, new int[] {4, 4});
        assertThat(model.predict(new double[][] {{7}, {-3}})).containsExactly(4, 4);
        assertThat(model.classes()).containsExactly(4);
        assertThat(model.predict(new double[0][])).isEmpty();
    }

    @Test
    void refusesInputsWithoutMeaning() {
        assertThatThrownBy(() -> new NearestNeighbours(0)).hasMessageContaining("neighbours");
        assertThatThrownBy(() -> NearestNeighbours.standard().fit(new double[4][1], new int[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must have at least as many rows as neighbours, 5, found 4");
        assertThatThrownBy(() -> NearestNeighbours.standard().fit(new double[5][1], new int[4]))
                .hasMessageContaining("5 points, found 4");
        var model = new NearestNeighbours(1).fit(new double[1][2], new int[1]);
        assertThatThrownBy(() -> model.predict(new double[][] {{1}})).hasMessageContaining("2 columns, found 1");
        assertThatThrownBy(() -> model.accuracy(new double[0][], new int[0])).hasMessageContaining("at least one");
    }
}
