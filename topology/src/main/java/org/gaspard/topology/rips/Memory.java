package org.gaspard.topology.rips;

/** Refuses what cannot fit into the heap before it is begun. */
final class Memory {

    private Memory() {}

    /** How many elements of some bytes the heap can still take, at least: garbage counts as used. */
    static long room(int bytes) {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return (runtime.maxMemory() - used) / bytes;
    }

    /** The same after garbage was collected, if what is there before does not suffice. */
    private static long room(int bytes, long wanted) {
        if (room(bytes) < wanted) {
            System.gc();
        }
        return room(bytes);
    }

    /**
     * Refuses a number of elements.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    static void check(String what, long count, int bytes) {
        long room = room(bytes, count);
        if (count > room) {
            throw new IllegalArgumentException(what + ": " + count + " of " + bytes + " bytes, expected at most " + room
                    + " for a heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB: lower the dimension or the threshold, take a subsample, or give the JVM more"
                    + " memory (-Xmx)");
        }
    }
}
