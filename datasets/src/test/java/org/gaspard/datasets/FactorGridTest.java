package org.gaspard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FactorGridTest {

    private final FactorGrid grid = new FactorGrid(
            List.of(Factor.of("a", 1, 2), Factor.of("b", 5), Factor.linear("c", 0, 1, 3), Factor.of("d", 7, 8)));

    @Test
    void theOrderIsThatOfNestedLoops() {
        int index = 0;
        for (int a = 0; a < 2; a++) {
            for (int c = 0; c < 3; c++) {
                for (int d = 0; d < 2; d++) {
                    assertThat(grid.index(a, 0, c, d)).isEqualTo(index);
                    assertThat(grid.positions(index)).containsExactly(a, 0, c, d);
                    index++;
                }
            }
        }
        assertThat(grid.size()).isEqualTo(index);
    }

    @Test
    void withChangesOneFactor() {
        for (int index = 0; index < grid.size(); index++) {
            for (int c = 0; c < 3; c++) {
                int[] expected = grid.positions(index);
                expected[2] = c;
                assertThat(grid.positions(grid.with(index, 2, c))).isEqualTo(expected);
            }
        }
    }

    @Test
    void samplesShareTheFixedFactorAndReachAllOthers() {
        Set<Integer> seen = new HashSet<>();
        for (int index : grid.sampleFixed(2, 1, 400, new SplittableRandom(1))) {
            assertThat(grid.position(index, 2)).isEqualTo(1);
            seen.add(index);
        }
        assertThat(seen).hasSize(4);
    }

    @Test
    void whatIsOutsideIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid.index(0, 0, 0))
                .withMessageContaining("c(3)");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> grid.index(0, 0, 3, 0))
                .withMessageContaining("c(3)");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> grid.position(12, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> grid.sampleFixed(0, -1, 1, new SplittableRandom(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Factor.of("none"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Factor.linear("negative", 0, 1, -1))
                .withMessageContaining("'negative' has no values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FactorGrid(Collections.nCopies(31, Factor.of("bit", 0, 1))));
    }

    @Test
    void linearFactorsEndWhereTheySay() {
        Factor factor = Factor.linear("x", 0.1, 0.7, 7);
        assertThat(factor.value(0)).isEqualTo(0.1);
        assertThat(factor.value(6)).isEqualTo(0.7);
        assertThat(Factor.linear("x", 3, 9, 1)).isEqualTo(Factor.of("x", 3));
    }
}
