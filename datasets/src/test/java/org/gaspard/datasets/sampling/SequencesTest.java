package org.gaspard.datasets.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.junit.jupiter.api.Test;

class SequencesTest {

    private final FactorGrid grid = new FactorGrid(List.of(
            Factor.linear("a", 0, 1, 3),
            Factor.of("one", 0),
            Factor.linear("b", 0, 1, 7),
            Factor.linear("c", 0, 1, 4)));

    @Test
    void aSweepMovesItsFactorAlone() {
        int base = grid.index(1, 0, 5, 2);
        int[] sweep = Sequences.sweep(grid, base, 2);
        assertThat(sweep).hasSize(7);
        for (int t = 0; t < 7; t++) {
            assertThat(grid.positions(sweep[t])).containsExactly(1, 0, t, 2);
        }
        assertThat(Sequences.sweep(grid, base, 2, 3, 4)).containsExactly(sweep[3], sweep[4], sweep[5], sweep[6]);
        assertThat(Sequences.sweep(grid, base, 1)).containsExactly(base);
    }

    @Test
    void randomSweepsNeverCarryAndStartEverywhere() {
        SplittableRandom random = new SplittableRandom(1);
        int[] starts = new int[7];
        for (int n = 0; n < 5000; n++) {
            int[] sweep = Sequences.randomSweep(grid, 2, 4, random);
            int start = grid.position(sweep[0], 2);
            starts[start]++;
            for (int t = 0; t < 4; t++) {
                assertThat(grid.position(sweep[t], 2)).isEqualTo(start + t);
                assertThat(grid.with(sweep[t], 2, 0)).isEqualTo(grid.with(sweep[0], 2, 0));
            }
        }
        // The 0.9999 quantile of χ² with 3 degrees of freedom is 21.1.
        assertThat(PairSamplerTest.chiSquare(starts, new double[] {0.25, 0.25, 0.25, 0.25, 0, 0, 0}, 5000))
                .isLessThan(21.1);
    }

    @Test
    void aWalkChangesTheChosenFactors() {
        int[] walk = Sequences.walk(grid, new int[] {0, 3}, 1, 400, new SplittableRandom(8));
        int[] changes = new int[4];
        for (int t = 1; t < walk.length; t++) {
            int differing = 0;
            for (int f = 0; f < 4; f++) {
                boolean changed = grid.position(walk[t], f) != grid.position(walk[t - 1], f);
                changes[f] += changed ? 1 : 0;
                differing += changed ? 1 : 0;
            }
            assertThat(differing).isEqualTo(1);
        }
        assertThat(changes[1] + changes[2]).isZero();
        assertThat(changes[0]).isBetween(140, 260);
    }

    @Test
    void whatCannotBeIsRefused() {
        SplittableRandom random = new SplittableRandom(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.randomSweep(grid, 0, 4, random))
                .withMessageContaining("1 to 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Sequences.randomSweep(grid, 0, 0, random));
        assertThatIllegalArgumentException().isThrownBy(() -> Sequences.walk(grid, new int[] {0}, 1, 0, random));
        assertThatIllegalArgumentException().isThrownBy(() -> Sequences.walk(grid, new int[] {1}, 1, 3, random));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Sequences.sweep(grid, 0, 0, 1, 3));
    }
}
