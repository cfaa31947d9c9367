package org.gaspard.topology.cubical;

/**
 * A set of numbers below a bound that finds its largest element fast: bits in words of 64, and above each level one that
 * tells which words are not empty. Adding modulo two is flipping a bit. The column in work of [BKRW17].
 */
final class BitTree {

    private static final int WORD_BITS = 6;

    private final long[][] levels;

    BitTree(int bound) {
        int depth = 1;
        for (int words = words(bound); words > 1; words = words(words)) {
            depth++;
        }
        levels = new long[depth][];
        int words = words(bound);
        for (int level = 0; level < depth; level++) {
            levels[level] = new long[words];
            words = words(words);
        }
    }

    private static int words(int bits) {
        return Math.max(1, (bits + Long.SIZE - 1) >>> WORD_BITS);
    }

    /** Takes the element out if it is in, and puts it in if it is not. */
    void flip(int element) {
        int at = element;
        for (long[] level : levels) {
            int word = at >>> WORD_BITS;
            boolean wasEmpty = level[word] == 0;
            level[word] ^= 1L << at;
            if (!wasEmpty && level[word] != 0) {
                return;
            }
            at = word;
        }
    }

    /** The largest element, or −1. */
    int largest() {
        if (levels[levels.length - 1][0] == 0) {
            return -1;
        }
        int at = 0;
        for (int level = levels.length - 1; level >= 0; level--) {
            at = at << WORD_BITS | (Long.SIZE - 1 - Long.numberOfLeadingZeros(levels[level][at]));
        }
        return at;
    }
}
