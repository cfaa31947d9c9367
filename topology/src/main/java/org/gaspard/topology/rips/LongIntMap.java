package org.gaspard.topology.rips;

import java.util.Arrays;

/** A map from keys of simplices to numbers of at least 0, with open addressing. */
final class LongIntMap {

    private static final int ABSENT = -1;

    private long[] keys = new long[64];
    private int[] values = new int[64];
    private int size;
    private int shift = 64 - 6;

    LongIntMap() {
        Arrays.fill(keys, Keys.NONE);
    }

    /** The value of a key, or −1. */
    int get(long key) {
        int mask = keys.length - 1;
        for (int i = place(key); ; i = i + 1 & mask) {
            if (keys[i] == key) {
                return values[i];
            }
            if (keys[i] == Keys.NONE) {
                return ABSENT;
            }
        }
    }

    /** Adds a key that is not there yet. */
    void put(long key, int value) {
        if (2 * size >= keys.length) {
            grow();
        }
        insert(key, value);
        size++;
    }

    private void insert(long key, int value) {
        int mask = keys.length - 1;
        int i = place(key);
        while (keys[i] != Keys.NONE) {
            i = i + 1 & mask;
        }
        keys[i] = key;
        values[i] = value;
    }

    private int place(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> shift);
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        shift--;
        Arrays.fill(keys, Keys.NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != Keys.NONE) {
                insert(oldKeys[i], oldValues[i]);
            }
        }
    }
}
