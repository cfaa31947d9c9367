package org.gaspard.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;

class RipserOutputTest {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private static final String TEXT = """
        value range: [1,1.41421]
        distance matrix with 4 points, using threshold at enclosing radius 1.41421
        persistence intervals in dim 0:
         [0,1)
         [0,1.5e-05)
         [0, )
        persistence intervals in dim 1:
         [1,1.41421)
        persistence intervals in dim 2:
        """;

    @Test
    void hasTheBarsOfEachDimension() throws Failure {
        assertThat(RipserOutput.parse(TEXT, 4, 0))
                .isEqualTo(Diagram.of(0, new double[] {0, 0, 0}, new double[] {1, 1.5e-5, NEVER}));
        assertThat(RipserOutput.parse(TEXT, 4, 1)).isEqualTo(Diagram.of(1, new double[] {1}, new double[] {1.41421}));
        assertThat(RipserOutput.parse(TEXT, 4, 2)).isEqualTo(Diagram.empty(2));
    }

    @Test
    void refusesWhatIsNotAboutTheMatrix() {
        assertThatThrownBy(() -> RipserOutput.parse(TEXT, 3, 1))
                .isInstanceOf(Failure.class)
                .hasMessage("ripser did not read 3 points: 'value range: [1,1.41421]'");
        assertThatThrownBy(() -> RipserOutput.parse("", 4, 1))
                .isInstanceOf(Failure.class)
                .hasMessage("ripser did not read 4 points: nothing");
        assertThatThrownBy(() -> RipserOutput.parse(TEXT, 4, 3))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no bars of dimension 3");
    }
}
