package org.gaspard.metrics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected labels are those of {@code numpy.digitize(x, numpy.histogram(x, bins)[1][:-1])}, NumPy 2.4.6. */
class DiscretizerTest {

    @Test
    void labelsEqualThoseOfNumpy() {
        assertThat(Discretizer.ownRange(3).labels(new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6}))
                .containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(Discretizer.ownRange(20).labels(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}))
                .containsExactly(1, 3, 5, 7, 9, 12, 14, 16, 18, 20);
    }

    @Test
    void valuesOnEdgesFallWhereRoundedEdgesPutThem() {
        double[] sevenths = IntStream.range(-9, 14).mapToDouble(i -> i / 7.0).toArray();
        assertThat(Discretizer.ownRange(22).labels(sevenths))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 7, 8, 10, 10, 11, 12, 13, 14, 15, 16, 17, 19, 19, 20, 21, 22);
    }

    @Test
    void reversedValuesHaveReversedLabels() {
        assertThat(Discretizer.ownRange(3).labels(new double[] {0.6, 0.5, 0.4, 0.3, 0.2, 0.1}))
                .containsExactly(3, 3, 2, 2, 1, 1);
    }

    @Test
    void constantSharesTheMiddleBinOfAWidenedRange() {
        assertThat(Discretizer.ownRange(20).labels(new double[] {2.5, 2.5, 2.5}))
                .containsExactly(11, 11, 11);
    }

    @Test
    void edgesThatCoincideAreAllCounted() {
        double low = 1;
        double[] twoNeighbours = {low, Math.nextUp(low)};
        assertThat(Discretizer.ownRange(8).labels(twoNeighbours)[1]).isEqualTo(8);
    }

    @Test
    void scaledValuesHaveTheBinsOfTheUnitRange() {
        assertThat(Discretizer.unitRange(10).labels(new double[] {-5, -4.5, -4, -0.01, 0}))
                .containsExactly(1, 2, 3, 10, 10);
        assertThat(Discretizer.unitRange(10).labels(new double[] {3, 3})).containsExactly(1, 1);
        // 0.3 is below the edge 3 · 0.1 = 0.30000000000000004.
        assertThat(Discretizer.unitRange(10).labels(new double[] {0, 0.3, 0.6, 0.7, 1}))
                .containsExactly(1, 3, 6, 7, 10);
    }

    @Test
    void fixedRangeHoldsWhatIsOutsideInItsEndBins() {
        assertThat(Discretizer.fixedRange(4, -1, 1).labels(new double[] {-1e300, -1, -0.5, -0.0, 0.99, 1, 7}))
                .containsExactly(1, 1, 2, 3, 4, 4, 4);
        assertThatThrownBy(() -> Discretizer.fixedRange(4, 1, 1)).hasMessageContaining("low");
    }

    @Test
    void quantilesShareThePointsEvenly() {
        double[] squares = IntStream.range(0, 100).mapToDouble(i -> i * i).toArray();
        int[] labels = Discretizer.quantiles(4).labels(squares);
        for (int label = 1; label <= 4; label++) {
            int expected = label;
            assertThat(IntStream.of(labels).filter(found -> found == expected)).hasSize(25);
        }
        // One value fills the first three bins: they collapse.
        assertThat(Discretizer.quantiles(4).labels(new double[] {0, 0, 0, 0, 0, 0, 0, 8}))
                .containsExactly(4, 4, 4, 4, 4, 4, 4, 4);
        assertThat(Discretizer.quantiles(2).labels(new double[] {3, 1, 2, 4})).containsExactly(2, 1, 1, 2);
    }

    @Test
    void distinctValuesAreTheirOwnLabels() {
        Discretizer distinct = Discretizer.distinctValues();
        assertThat(distinct.labels(new double[] {5, -1, 0.0, -0.0, 5})).containsExactly(3, 1, 2, 2, 3);
        assertThat(distinct.size(new double[] {5, -1, 0.0, -0.0, 5})).isEqualTo(3);
        assertThat(Discretizer.quantiles(7).size(new double[] {1})).isEqualTo(7);
    }

    @Test
    void refusesWhatHasNoRange() {
        assertThatThrownBy(() -> Discretizer.ownRange(0))
                .hasMessageContaining("bins")
                .hasMessageContaining("0");
        assertThatThrownBy(() -> Discretizer.ownRange(2).labels(new double[0])).hasMessageContaining("empty");
        assertThatThrownBy(() -> Discretizer.ownRange(2).labels(new double[] {1, Double.NaN}))
                .hasMessageContaining("NaN")
                .hasMessageContaining("position 1");
    }
}
