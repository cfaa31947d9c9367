package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reductions over rows, by far the longest sums of training: right, and accurate in float32. */
class ColumnSumsTest {

    /** Narrow, tile-wide and wide rows; with a leading axis too. */
    @ParameterizedTest
    @CsvSource({"1,60000,3", "1,20000,64", "1,9000,1000", "1,9000,1024", "1,9000,1100", "3,4000,2", "2,3000,1500"})
    void theErrorOfAMeanDoesNotGrowWithTheRows(int outer, int rows, int inner) {
        float[] numbers = new float[outer * rows * inner];
        Arrays.fill(numbers, 0.1f);
        Tensor x = Tensor.of(numbers, outer, rows, inner);
        float[] found = Backend.with("cpu", () -> x.mean(1).toFloatArray());
        assertThat(found).hasSize(outer * inner);
        for (float mean : found) {
            assertThat((double) mean).isCloseTo(0.1f, within(0.1 * 2e-6));
        }
    }

    /** Whole numbers, whose sums are exact in any order; with several reductions in one kernel. */
    @ParameterizedTest
    @CsvSource({"1,1,2", "1,63,5", "1,64,5", "1,65,5", "1,130,1023", "2,129,1025", "1,2000,7", "300,3,4", "2,700,40"})
    void sumsAndExtremesOfWholeNumbersAreExact(int outer, int rows, int inner) {
        int[] numbers = IntStream.range(0, outer * rows * inner)
                .map(i -> (int) (i * 2654435761L >>> 8 & 1023) - 600)
                .toArray();
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers[i];
        }
        for (Tensor x : new Tensor[] {Tensor.of(floats, outer, rows, inner), Tensor.of(numbers, outer, rows, inner)}) {
            double[] found = Backend.with(
                    "cpu", () -> Tensor.stack(0, x.sum(1), x.max(1), x.min(1)).toDoubleArray());
            double[] expected = Backend.with(
                    "reference",
                    () -> Tensor.stack(0, x.sum(1), x.max(1), x.min(1)).toDoubleArray());
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void integerSumsWrapAround() {
        int[] large = new int[200 * 3];
        Arrays.fill(large, Integer.MAX_VALUE);
        int[] found = Backend.with("cpu", () -> Tensor.of(large, 200, 3).sum(0).toIntArray());
        // 200 (2³¹ − 1) modulo 2³²
        assertThat(found).containsExactly(-200, -200, -200);
    }
}
