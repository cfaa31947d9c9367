package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ImportancesTest {

    @Test
    void sharesSumToOne() {
        assertThat(Importances.normalized(new double[] {1, 0, 3}))
                .containsExactly(new double[] {0.25, 0, 0.75}, within(1e-15));
    }

    @Test
    void roundingBelowZeroIsZero() {
        double[] shares = Importances.normalized(new double[] {-3e-16, 0.5, -0.0, 0.5});
        assertThat(shares).containsExactly(0, 0.5, 0, 0.5);
        for (double share : shares) {
            assertThat(Double.doubleToRawLongBits(share)).isNotNegative();
        }
        // Taken off before the sum: what remains is the whole.
        assertThat(Importances.normalized(new double[] {-1, 3})).containsExactly(0, 1);
    }

    @Test
    void withoutAnyDecreaseAllAreZero() {
        assertThat(Importances.normalized(new double[] {0, -1e-17})).containsExactly(0, 0);
        assertThat(Importances.normalized(new double[0])).isEmpty();
    }
}
