package org.gaspard.topology.rips;

import java.util.Arrays;

/** A list of numbers that grows. */
final class LongList {

    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private long[] elements = new long[64];
    private int size;

    int size() {
        return size;
    }

    long get(int i) {
        return elements[i];
    }

    void set(int i, long element) {
        elements[i] = element;
    }

    void add(long element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, grown(size + 1L));
        }
        elements[size++] = element;
    }

    void addAll(LongList others) {
        long needed = (long) size + others.size;
        if (needed > elements.length) {
            elements = Arrays.copyOf(elements, grown(needed));
        }
        System.arraycopy(others.elements, 0, elements, size, others.size);
        size += others.size;
    }

    /** A length for at least so many elements, twice as many if there can be. */
    static int grown(long needed) {
        if (needed > LARGEST) {
            throw new IllegalArgumentException("there are " + needed + " simplices to be kept in one array, expected at"
                    + " most " + LARGEST + ": lower the dimension or the threshold, or take a subsample");
        }
        return (int) Math.min(LARGEST, 2 * needed);
    }

    void clear() {
        size = 0;
    }

    void truncate(int length) {
        size = length;
    }

    void sort() {
        Arrays.sort(elements, 0, size);
    }

    long[] toArray() {
        return Arrays.copyOf(elements, size);
    }
}
