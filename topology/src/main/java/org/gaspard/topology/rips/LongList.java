package org.gaspard.topology.rips;

import java.util.Arrays;

/** A list of numbers that grows. */
final class LongList {

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
            elements = Arrays.copyOf(elements, 2 * size);
        }
        elements[size++] = element;
    }

    void addAll(LongList others) {
        int needed = Math.addExact(size, others.size);
        if (needed > elements.length) {
            elements = Arrays.copyOf(elements, Math.max(needed, 2 * size));
        }
        System.arraycopy(others.elements, 0, elements, size, others.size);
        size = needed;
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
