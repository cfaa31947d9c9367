package org.gaspard.topology.diagram;

import java.util.Arrays;

/** Numbers below a size in the order of their keys, which may fall; the smaller number first among equal keys. */
final class IndexedHeap {

    private static final int ABSENT = -1;

    private final double[] key;
    private final int[] heap;
    private final int[] place;
    private int size;

    IndexedHeap(int capacity) {
        key = new double[capacity];
        heap = new int[capacity];
        place = new int[capacity];
        Arrays.fill(place, ABSENT);
    }

    boolean isEmpty() {
        return size == 0;
    }

    double smallestKey() {
        return key[heap[0]];
    }

    /** Adds a number, or lowers its key. */
    void put(int number, double itsKey) {
        key[number] = itsKey;
        if (place[number] == ABSENT) {
            set(size++, number);
        }
        int at = place[number];
        while (at > 0 && before(number, heap[(at - 1) / 2])) {
            set(at, heap[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        set(at, number);
    }

    /** Removes the number with the smallest key. */
    int take() {
        int first = heap[0];
        place[first] = ABSENT;
        int moved = heap[--size];
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moved)) {
                break;
            }
            set(at, heap[child]);
            at = child;
        }
        if (size > 0) {
            set(at, moved);
        }
        return first;
    }

    /** Removes any number. */
    int drop() {
        int last = heap[--size];
        place[last] = ABSENT;
        return last;
    }

    private boolean before(int a, int b) {
        return key[a] < key[b] || (key[a] == key[b] && a < b);
    }

    private void set(int at, int number) {
        heap[at] = number;
        place[number] = at;
    }
}
