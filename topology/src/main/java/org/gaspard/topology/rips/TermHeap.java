package org.gaspard.topology.rips;

import java.util.Arrays;

/**
 * A chain as a heap of terms that may repeat; equal simplices are joined when they come to the top.
 */
final class TermHeap {

    private final Keys keys;
    private final int modulus;
    private long[] terms = new long[256];
    private int size;

    TermHeap(Keys keys, int modulus) {
        this.keys = keys;
        this.modulus = modulus;
    }

    /** Makes the heap of the terms of a list, which may be in any order. */
    void fill(LongList list) {
        size = list.size();
        if (size > terms.length) {
            terms = new long[LongList.grown(size)];
        }
        for (int i = 0; i < size; i++) {
            terms[i] = list.get(i);
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i, terms[i]);
        }
    }

    void push(long term) {
        if (size == terms.length) {
            terms = Arrays.copyOf(terms, LongList.grown(size + 1L));
        }
        int i = size++;
        while (i > 0) {
            int parent = i - 1 >>> 1;
            long above = terms[parent];
            if (above <= term) {
                break;
            }
            terms[i] = above;
            i = parent;
        }
        terms[i] = term;
    }

    /** The first term in the order of the filtration, which stays; {@link Keys#NONE} of an empty chain. */
    long pivot() {
        return modulus == 2 ? binaryPivot() : oddPivot();
    }

    /** Removes the term that {@link #pivot} gave. */
    void removePivot() {
        pop();
    }

    private long binaryPivot() {
        while (size > 1) {
            long top = terms[0];
            // A second one of the same simplex can only be one of the two below.
            if (terms[1] != top && (size == 2 || terms[2] != top)) {
                return top;
            }
            pop();
            pop();
        }
        return size == 0 ? Keys.NONE : terms[0];
    }

    private long oddPivot() {
        while (size > 0) {
            long first = pop();
            long key = keys.key(first);
            int coefficient = keys.coefficient(first);
            while (size > 0 && keys.key(terms[0]) == key) {
                coefficient = (coefficient + keys.coefficient(pop())) % modulus;
            }
            if (coefficient != 0) {
                long joined = keys.term(key, coefficient);
                push(joined);
                return joined;
            }
        }
        return Keys.NONE;
    }

    private long pop() {
        long top = terms[0];
        long last = terms[--size];
        if (size > 0) {
            sink(0, last);
        }
        return top;
    }

    private void sink(int from, long term) {
        int i = from;
        while (true) {
            int child = 2 * i + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && terms[child + 1] < terms[child]) {
                child++;
            }
            if (terms[child] >= term) {
                break;
            }
            terms[i] = terms[child];
            i = child;
        }
        terms[i] = term;
    }
}
