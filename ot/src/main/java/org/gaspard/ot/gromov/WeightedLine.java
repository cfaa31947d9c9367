package org.gaspard.ot.gromov;

import java.util.Arrays;

/** Distributions on the line: sorted values with weights, and the monotone coupling of two of them. */
record WeightedLine(double[] values, double[] weights, int[] order) {

    /** What the monotone coupling is made of. */
    @FunctionalInterface
    interface Atom {
        void at(int i, int j, double mass);
    }

    static WeightedLine of(double[] values, double[] weights) {
        int n = values.length;
        Integer[] boxed = new Integer[n];
        Arrays.setAll(boxed, k -> k);
        Arrays.sort(boxed, (k, l) -> Double.compare(values[k], values[l]));
        double[] sorted = new double[n];
        double[] moved = new double[n];
        int[] order = new int[n];
        for (int k = 0; k < n; k++) {
            order[k] = boxed[k];
            sorted[k] = values[order[k]];
            moved[k] = weights[order[k]];
        }
        return new WeightedLine(sorted, moved, order);
    }

    /** The same points seen from the other end. */
    WeightedLine mirrored() {
        int n = values.length;
        double[] mirrored = new double[n];
        double[] moved = new double[n];
        int[] back = new int[n];
        for (int k = 0; k < n; k++) {
            mirrored[k] = -values[n - 1 - k];
            moved[k] = weights[n - 1 - k];
            back[k] = order[n - 1 - k];
        }
        return new WeightedLine(mirrored, moved, back);
    }

    /**
     * The monotone coupling, at most {@code n + m − 1} atoms with the original indices of the points. Rounding leaves the
     * last atoms what is left, so that no mass is lost beyond it.
     */
    static void couple(WeightedLine p, WeightedLine q, Atom atom) {
        int i = 0;
        int j = 0;
        double leftP = p.weights[0];
        double leftQ = q.weights[0];
        while (true) {
            boolean lastP = i == p.values.length - 1;
            boolean lastQ = j == q.values.length - 1;
            boolean advanceP = !lastP && (lastQ || leftP <= leftQ);
            double mass = lastP && lastQ ? Math.min(leftP, leftQ) : advanceP ? leftP : leftQ;
            if (mass > 0) {
                atom.at(p.order[i], q.order[j], mass);
            }
            if (lastP && lastQ) {
                return;
            }
            if (advanceP) {
                leftQ = lastQ ? leftQ - mass : Math.max(leftQ - mass, 0);
                leftP = p.weights[++i];
            } else {
                leftP = lastP ? leftP - mass : Math.max(leftP - mass, 0);
                leftQ = q.weights[++j];
            }
        }
    }
}
