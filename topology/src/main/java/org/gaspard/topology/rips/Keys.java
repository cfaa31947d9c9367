package org.gaspard.topology.rips;

/**
 * Simplices as numbers whose order is that of the filtration: by the rank of the diameter among all distances, then the
 * larger index first. A term of a chain is such a key with a coefficient in its lowest bits.
 */
final class Keys {

    /** No simplex. */
    static final long NONE = Long.MAX_VALUE;

    private final int indexBits;
    private final int coefficientBits;
    private final long lastIndex;
    private final long lastKey;

    /**
     * Keys for the simplices below {@code count} and diameters below {@code ranks}.
     *
     * @throws IllegalArgumentException if they do not fit into 62 bits
     */
    Keys(long count, int ranks, int modulus, String what) {
        this.indexBits = bits(count);
        this.coefficientBits = modulus == 2 ? 0 : bits(modulus);
        this.lastIndex = (1L << indexBits) - 1;
        this.lastKey = (1L << bits(ranks) + indexBits) - 1;
        int needed = bits(ranks) + indexBits + coefficientBits;
        if (count == Long.MAX_VALUE || needed > 62) {
            throw new IllegalArgumentException(what + " need numbers of "
                    + (count == Long.MAX_VALUE ? "over 63" : Integer.toString(needed))
                    + " bits, expected at most 62: lower the dimension or the threshold, or take a subsample");
        }
    }

    /** The bits of the numbers below {@code count}. */
    private static int bits(long count) {
        return 64 - Long.numberOfLeadingZeros(Math.max(1, count - 1));
    }

    long key(int rank, long index) {
        return (long) rank << indexBits | lastIndex - index;
    }

    int rank(long key) {
        return (int) (key >>> indexBits);
    }

    long index(long key) {
        return lastIndex - (key & lastIndex);
    }

    /** Keys in the opposite order; its own inverse. */
    long mirrored(long key) {
        return lastKey - key;
    }

    long term(long key, int coefficient) {
        return coefficientBits == 0 ? key : key << coefficientBits | coefficient;
    }

    long key(long term) {
        return term >>> coefficientBits;
    }

    int coefficient(long term) {
        return coefficientBits == 0 ? 1 : (int) (term & (1L << coefficientBits) - 1);
    }

    /** Sorts a chain, and makes each simplex stand there once, none with coefficient 0. */
    void join(LongList chain, int modulus) {
        chain.sort();
        int count = 0;
        int i = 0;
        while (i < chain.size()) {
            long key = key(chain.get(i));
            int coefficient = 0;
            while (i < chain.size() && key(chain.get(i)) == key) {
                coefficient = (coefficient + coefficient(chain.get(i++))) % modulus;
            }
            if (coefficient != 0) {
                chain.set(count++, term(key, coefficient));
            }
        }
        chain.truncate(count);
    }
}
