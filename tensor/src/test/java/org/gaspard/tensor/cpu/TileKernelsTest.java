package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TileKernelsTest {

    static List<Variant<?>> variants() {
        return Variant.all();
    }

    /** Rows and columns of any length and with any strides, up to the end of the source. */
    @ParameterizedTest
    @MethodSource("variants")
    <T> void packs(Variant<T> variant) {
        int lanes = variant.tiles().lanes();
        for (int width : new int[] {TileKernels.ROWS, lanes, 2 * lanes}) {
            for (int columns = 1; columns <= width; columns++) {
                for (int rows : new int[] {1, 7, 16, 37}) {
                    checkPack(variant, width, columns, rows, columns + 3, 1);
                    checkPack(variant, width, columns, rows, 1, rows + 2);
                    checkPack(variant, width, columns, rows, 2, 2 * rows);
                }
            }
        }
    }

    private static <T> void checkPack(
            Variant<T> variant, int width, int columns, int rows, int rowStride, int columnStride) {
        int length = 5 + (rows - 1) * rowStride + (columns - 1) * columnStride + 1;
        double[] from = Numbers.random(1, length);
        T to = variant.array(Numbers.filled(rows * width, 9), 2);
        variant.tiles().pack(variant.array(from, 1), 6, rowStride, columnStride, rows, columns, to, 2, width);
        double[] found = variant.values(to, 2);
        for (int p = 0; p < rows; p++) {
            for (int j = 0; j < columns; j++) {
                assertThat(found[p * width + j])
                        .as("%d × %d in rows of %d: %d, %d", rows, columns, width, p, j)
                        .isEqualTo(from[5 + p * rowStride + j * columnStride]);
            }
        }
    }

    /** With numbers whose sums are exact, packed or not gives the same, and adding is an addition. */
    @ParameterizedTest
    @MethodSource("variants")
    <T> void packedTiles(Variant<T> variant) {
        TileKernels<T> tiles = variant.tiles();
        int rows = TileKernels.ROWS;
        for (int vectors = 1; vectors <= 2; vectors++) {
            int width = vectors * tiles.lanes();
            int ldc = width + 3;
            for (int k : new int[] {0, 1, 5, 40}) {
                T a = variant.array(integers(1, rows * k), 1);
                T b = variant.array(integers(2, k * width), 2);
                double[] before = integers(3, rows * ldc);
                T plain = variant.array(before, 3);
                tiles.tile(vectors, k, a, 1, 1, rows, b, 2, plain, 3, ldc);
                T set = variant.array(before, 3);
                tiles.packedTile(vectors, k, a, 1, b, 2, set, 3, ldc, false);
                T sum = variant.array(before, 3);
                tiles.packedTile(vectors, k, a, 1, b, 2, sum, 3, ldc, true);
                double[] expected = variant.values(plain, 3);
                assertThat(variant.values(set, 3)).isEqualTo(expected);
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < width; j++) {
                        expected[i * ldc + j] += before[i * ldc + j];
                    }
                }
                assertThat(variant.values(sum, 3)).isEqualTo(expected);
            }
        }
    }

    private static double[] integers(long seed, int length) {
        double[] result = Numbers.random(seed, length);
        for (int i = 0; i < length; i++) {
            result[i] = Math.rint(16 * result[i]) + 0.0; // no −0
        }
        return result;
    }

    /** Parts of rows are written and nothing beside them. */
    @ParameterizedTest
    @MethodSource("variants")
    <T> void merges(Variant<T> variant) {
        int ldFrom = 2 * variant.tiles().lanes();
        for (int columns = 1; columns <= ldFrom; columns++) {
            for (boolean add : new boolean[] {false, true}) {
                int ldTo = columns + 1;
                double[] from = integers(1, 5 * ldFrom);
                double[] before = integers(2, 5 * ldTo);
                T to = variant.array(before, 2);
                variant.tiles().merge(variant.array(from, 1), 1, ldFrom, to, 2, ldTo, 5, columns, add);
                double[] expected = before.clone();
                for (int i = 0; i < 5; i++) {
                    for (int j = 0; j < columns; j++) {
                        expected[i * ldTo + j] = from[i * ldFrom + j] + (add ? before[i * ldTo + j] : 0);
                    }
                }
                assertThat(variant.values(to, 2)).isEqualTo(expected);
            }
        }
    }
}
