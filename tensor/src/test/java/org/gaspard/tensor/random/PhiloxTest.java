package org.gaspard.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

    /** The known answers published with the paper's library Random123 (file kat_vectors, lines "philox4x32 10"). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00000000 00000000 00000000 00000000 | 00000000 00000000 | 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
                "ffffffff ffffffff ffffffff ffffffff | ffffffff ffffffff | 408f276d 41c83b0e a20bc7c6 6d5451fd",
                "243f6a88 85a308d3 13198a2e 03707344 | a4093822 299f31d0 | d16cfe09 94fdcceb 5001e420 24126ea1"
            })
    void knownAnswers(String counter, String key, String expected) {
        int[] c = words(counter);
        int[] k = words(key);
        int[] out = new int[6];
        Philox.block(c[0], c[1], c[2], c[3], k[0], k[1], out, 1);
        assertThat(Arrays.copyOfRange(out, 1, 5)).containsExactly(words(expected));
        assertThat(new int[] {out[0], out[5]}).containsExactly(0, 0);
    }

    @Test
    void anElementIsAWordOfItsBlock() {
        long first = (1L << 34) - 5;
        int[] filled = new int[11];
        Philox.fill(7, 8, -3, 4, first, filled, 0, filled.length);
        int[] block = new int[4];
        for (int i = 0; i < filled.length; i++) {
            long at = first + i;
            Philox.block((int) (at / 4), (int) (at / 4 >>> 32), 4, -3, 7, 8, block, 0);
            assertThat(filled[i]).isEqualTo(block[(int) (at % 4)]);
        }
    }

    @Test
    void piecesMakeTheWhole() {
        int[] whole = new int[100];
        Philox.fill(1, 2, 3, 4, 17, whole, 0, whole.length);
        for (int from = 0; from < 10; from++) {
            for (int to = from; to <= whole.length; to++) {
                int[] pieces = new int[whole.length];
                Philox.fill(1, 2, 3, 4, 17 + to, pieces, to, whole.length - to);
                Philox.fill(1, 2, 3, 4, 17, pieces, 0, from);
                Philox.fill(1, 2, 3, 4, 17 + from, pieces, from, to - from);
                assertThat(pieces).containsExactly(whole);
            }
        }
    }

    @Test
    void bitsAreBalancedAndStreamsDiffer() {
        int n = 1 << 16;
        int[] a = new int[n];
        int[] b = new int[n];
        Philox.fill(1, 0, 0, 0, 0, a, 0, n);
        Philox.fill(1, 0, 0, 1, 0, b, 0, n);
        // Each count is binomial(n, 1/2): 6 standard deviations are 3·√n.
        for (int bit = 0; bit < 32; bit++) {
            int ones = 0;
            int equal = 0;
            for (int i = 0; i < n; i++) {
                ones += a[i] >>> bit & 1;
                equal += ~(a[i] ^ b[i]) >>> bit & 1;
            }
            assertThat(ones).isBetween(n / 2 - 3 * 256, n / 2 + 3 * 256);
            assertThat(equal).isBetween(n / 2 - 3 * 256, n / 2 + 3 * 256);
        }
    }

    @Test
    void refusesWhatIsOutside() {
        int[] out = new int[8];
        assertThatThrownBy(() -> Philox.fill(0, 0, 0, 0, -1, out, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("firstElement");
        assertThatThrownBy(() -> Philox.fill(0, 0, 0, 0, 0, out, 5, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(out).containsOnly(0);
    }

    private static int[] words(String hex) {
        return Arrays.stream(hex.trim().split(" "))
                .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
                .toArray();
    }
}
