package org.gaspard.datasets;

import java.util.Objects;

/**
 * A pseudo-random permutation of {@code 0 … size − 1} that is computed element by element, in O(1) time and memory: a
 * Feistel network on the next power of four, walked until the value falls inside (expected fewer than four steps).
 *
 * <p>The same size and seed give the same permutation on every machine. It serves shuffling, not cryptography; not
 * all {@code size!} permutations can occur, and of fewer than ten elements or so they are not quite equally likely.
 * Seeds that differ by less than 8 have keys in common and give related permutations: counters are to be spread by
 * {@link #mix} first.
 *
 * <p>Source: J. Black and P. Rogaway, Ciphers with arbitrary finite domains, CT-RSA 2002, section 4 (cycle walking).
 *
 * @param size the number of elements
 * @param seed which permutation
 */
public record Permutation(int size, long seed) {

    private static final int ROUNDS = 8;

    /** @throws IllegalArgumentException if the size is negative */
    public Permutation {
        if (size < 0) {
            throw new IllegalArgumentException("permutation of " + size + " elements, expected at least 0");
        }
    }

    /**
     * The element at a position.
     *
     * @throws IndexOutOfBoundsException if the position is outside {@code [0, size)}
     */
    public int at(int position) {
        Objects.checkIndex(position, size);
        int half = Math.max(1, (33 - Integer.numberOfLeadingZeros(size - 1)) / 2);
        long value = position;
        do {
            value = network(value, half);
        } while (value >= size);
        return (int) value;
    }

    private long network(long value, int half) {
        long mask = (1L << half) - 1;
        long left = value >>> half;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = mix(mix(seed + round) ^ right) & mask;
            long next = left ^ mixed;
            left = right;
            right = next;
        }
        return left << half | right;
    }

    /**
     * The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), after one step of its counter: a bijection of 64
     * bits that makes seeds of counters, {@code mix(mix(seed) + counter)}.
     */
    public static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
