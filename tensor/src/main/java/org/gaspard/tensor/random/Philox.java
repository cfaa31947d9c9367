package org.gaspard.tensor.random;

import java.util.Objects;

/**
 * Philox4x32-10: a bijection of 128-bit counters for each 64-bit key, whose values pass as independent random bits.
 *
 * <p>One round sends {@code (c₀, c₁, c₂, c₃)} with the key {@code (k₀, k₁)} to
 *
 * <pre>{@code
 * (hi(M₁c₂) ⊕ c₁ ⊕ k₀,  lo(M₁c₂),  hi(M₀c₀) ⊕ c₃ ⊕ k₁,  lo(M₀c₀))
 * }</pre>
 *
 * with 64-bit products; the key grows by two constants between the ten rounds. A value costs 20 multiplications for
 * four words, needs no state, and is found at any position at once.
 *
 * <p>Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC
 * 2011, section 3.3.
 */
public final class Philox {

    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long LOW = 0xFFFFFFFFL;

    private Philox() {}

    /** The four words at the counter {@code (c0, c1, c2, c3)} under the key {@code (k0, k1)}, from {@code off} on. */
    public static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] out, int off) {
        Objects.checkFromIndexSize(off, 4, out.length);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = M0 * (c0 & LOW);
            long p1 = M1 * (c2 & LOW);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        out[off] = c0;
        out[off + 1] = c1;
        out[off + 2] = c2;
        out[off + 3] = c3;
    }

    /**
     * Elements {@code firstElement .. firstElement + n - 1} of an endless array of random words, into
     * {@code out[off .. off + n - 1]}. Element i is word {@code i mod 4} of the block at the counter
     * {@code (low 32 bits of i/4, high 32 bits of i/4, stream, domain)}, so that any pieces, filled in any order, make
     * the same array.
     *
     * @throws IllegalArgumentException if {@code firstElement} is negative
     * @throws IndexOutOfBoundsException if the span is outside {@code out}; nothing is written then
     */
    public static void fill(int k0, int k1, int domain, int stream, long firstElement, int[] out, int off, int n) {
        if (firstElement < 0) {
            throw new IllegalArgumentException("firstElement must not be negative, found " + firstElement);
        }
        Objects.checkFromIndexSize(off, n, out.length);
        int head = Math.min(n, (int) (-firstElement & 3));
        if (head > 0) {
            partial(k0, k1, domain, stream, firstElement, out, off, head);
        }
        long counter = (firstElement + head) >>> 2;
        int i = head;
        for (; i <= n - 4; i += 4, counter++) {
            block((int) counter, (int) (counter >>> 32), stream, domain, k0, k1, out, off + i);
        }
        if (i < n) {
            partial(k0, k1, domain, stream, counter << 2, out, off + i, n - i);
        }
    }

    /** At most three elements of one block. */
    private static void partial(int k0, int k1, int domain, int stream, long first, int[] out, int off, int n) {
        int[] words = new int[4];
        block((int) (first >>> 2), (int) (first >>> 34), stream, domain, k0, k1, words, 0);
        System.arraycopy(words, (int) (first & 3), out, off, n);
    }
}
