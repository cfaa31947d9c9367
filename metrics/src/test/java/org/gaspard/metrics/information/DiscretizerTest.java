package org.gaspard.metrics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected labels are those of {@code numpy.digitize(x, numpy.histogram(x, bins)[1][:-1])}, NumPy 2.4.6. */
class DiscretizerTest {

    @Test
    void labelsEqualThoseOfNumpy() {
        assertThat(new Discretizer(3).labels(new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6}))
                .containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(new Discretizer(20).labels(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}))
                .containsExactly(1, 3, 5, 7, 9, 12, 14, 16, 18, 20);
    }

    @Test
    void valuesOnEdgesFallWhereRoundedEdgesPutThem() {
        double[] sevenths = IntStream.range(-9, 14).mapToDouble(i -> i / 7.0).toArray();
        assertThat(new Discretizer(22).labels(sevenths))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 7, 8, 10, 10, 11, 12, 13, 14, 15, 16, 17, 19, 19, 20, 21, 22);
    }

    @Test
    void reversedValuesHaveReversedLabels() {
        assertThat(new Discretizer(3).labels(new double[] {0.6, 0.5, 0.4, 0.3, 0.2, 0.1}))
                .containsExactly(3, 3, 2, 2, 1, 1);
    }

    @Test
    void constantSharesTheMiddleBinOfAWidenedRange() {
        assertThat(new Discretizer(4).lowerEdges(new double[] {2.5, 2.5})).containsExactly(2.0, 2.25, 2.5, 2.75);
        assertThat(new Discretizer(20).labels(new double[] {2.5, 2.5, 2.5})).containsExactly(11, 11, 11);
    }

    @Test
    void edgesThatCoincideAreAllCounted() {
        double low = 1;
        double[] twoNeighbours = {low, Math.nextUp(low)};
        assertThat(new Discretizer(8).labels(twoNeighbours)[1]).isEqualTo(8);
    }

    @Test
    void refusesWhatHasNoRange() {
        assertThatThrownBy(() -> new Discretizer(0))
                .hasMessageContaining("bins")
                .hasMessageContaining("0");
        assertThatThrownBy(() -> new Discretizer(2).labels(new double[0])).hasMessageContaining("empty");
        assertThatThrownBy(() -> new Discretizer(2).labels(new double[] {1, Double.NaN}))
                .hasMessageContaining("NaN")
                .hasMessageContaining("position 1");
    }
}
