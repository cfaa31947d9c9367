package org.gaspard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationTest {

    @Test
    void everyElementOccursOnce() {
        for (int size : IntStream.concat(IntStream.range(0, 70), IntStream.of(1000, 4096, 4097, 65_537))
                .toArray()) {
            Permutation permutation = new Permutation(size, 11L * size - 100);
            boolean[] seen = new boolean[size];
            for (int i = 0; i < size; i++) {
                assertThat(seen[permutation.at(i)]).isFalse();
                seen[permutation.at(i)] = true;
            }
        }
    }

    /** From {@code src/test/oracles/datasets.py}. */
    @Test
    void theOrderIsFrozen() {
        assertThat(first(10, new Permutation(10, 0))).containsExactly(5, 8, 3, 1, 0, 7, 6, 2, 9, 4);
        assertThat(first(10, new Permutation(10, -1))).containsExactly(9, 1, 5, 0, 8, 4, 2, 7, 6, 3);
        assertThat(first(8, new Permutation(1000, 42))).containsExactly(882, 372, 291, 874, 486, 700, 858, 67);
    }

    private static int[] first(int count, Permutation permutation) {
        return IntStream.range(0, count).map(permutation::at).toArray();
    }

    @Test
    void everyElementIsEquallyLikelyAtEveryPosition() {
        for (int size : new int[] {2, 3, 5, 7, 16}) {
            int trials = 2000 * size;
            int[][] count = new int[size][size];
            for (int seed = 0; seed < trials; seed++) {
                for (int i = 0; i < size; i++) {
                    count[i][new Permutation(size, seed).at(i)]++;
                }
            }
            for (int[] row : count) {
                for (int n : row) {
                    assertThat(Math.abs(n - 2000)).isLessThan(220);
                }
            }
        }
    }

    @Test
    void positionsOutsideAreRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> new Permutation(3, 0).at(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> new Permutation(0, 0).at(0));
    }
}
