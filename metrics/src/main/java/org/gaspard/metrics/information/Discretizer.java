package org.gaspard.metrics.information;

import java.util.Arrays;

/**
 * Puts the values of one variable into bins: a value x gets the label {@code #{i : e_i ≤ x, 0 ≤ i < B}} for ascending lower
 * edges e_0 … e_{B−1}, so labels are 1 … B and a bin holds its left edge. The kinds differ in the edges.
 *
 * <p>The choice of bins changes every score made of them: libraries differ, and so do their numbers. Time N log B, or
 * N log N for {@link Quantiles} and {@link DistinctValues}.
 */
public sealed interface Discretizer {

    /**
     * The labels of {@code values}, in their order, at least 1.
     *
     * @throws IllegalArgumentException if there are no values, or one is not finite
     */
    int[] labels(double[] values);

    /** The number of labels that values can have: B, or the number of {@linkplain DistinctValues distinct values}. */
    int size(double[] values);

    /** {@link OwnRange}. */
    static Discretizer ownRange(int bins) {
        return new OwnRange(bins);
    }

    /** {@link UnitRange}. */
    static Discretizer unitRange(int bins) {
        return new UnitRange(bins);
    }

    /** {@link FixedRange}. */
    static Discretizer fixedRange(int bins, double low, double high) {
        return new FixedRange(bins, low, high);
    }

    /** {@link Quantiles}. */
    static Discretizer quantiles(int bins) {
        return new Quantiles(bins);
    }

    /** {@link DistinctValues}. */
    static Discretizer distinctValues() {
        return new DistinctValues();
    }

    /**
     * Equal-width bins over the range of the values themselves.
     *
     * <p>With the smallest value a and the largest b, the edges are {@code e_i = a + i (b − a) / B}; b falls into bin B. A
     * constant variable has no width; its range is widened by ½ on either side, and all values share one bin.
     *
     * <p>These are the labels of disentanglement_lib's histogram discretiser, that is of
     * {@code numpy.digitize(x, numpy.histogram(x, B)[1][:-1])}, computed in double precision. Pitfall: bins are relative to
     * the points given, so one outlier squeezes all others into few bins.
     *
     * @param bins the number of bins B, from 1 to 2²⁰
     */
    record OwnRange(int bins) implements Discretizer {

        /** Checks the number of bins. */
        public OwnRange {
            Edges.requireBins(bins);
        }

        @Override
        public int[] labels(double[] values) {
            Edges.requireFinite(values);
            double low = Edges.min(values);
            double high = Edges.max(values);
            double widening = low == high ? 0.5 : 0;
            return Edges.evenLabels(bins, low - widening, high + widening, values);
        }

        @Override
        public int size(double[] values) {
            return bins;
        }

        @Override
        public String toString() {
            return bins + " bins over own range";
        }
    }

    /**
     * Values scaled to [0, 1] by {@code (x − min) / (max − min)}, then bins with the fixed edges {@code i / B}; the largest
     * value falls into bin B, a constant into bin 1.
     *
     * <p>In exact arithmetic these are the bins of {@link OwnRange}; rounding puts values on edges elsewhere. The
     * convention of Zaidi et al., "Measuring Disentanglement: A Review of Metrics", 2020, with B = 10.
     *
     * @param bins the number of bins B, from 1 to 2²⁰
     */
    record UnitRange(int bins) implements Discretizer {

        /** Checks the number of bins. */
        public UnitRange {
            Edges.requireBins(bins);
        }

        @Override
        public int[] labels(double[] values) {
            Edges.requireFinite(values);
            double low = Edges.min(values);
            double range = Edges.max(values) - low;
            double[] scaled = Arrays.stream(values)
                    .map(x -> range == 0 ? 0 : (x - low) / range)
                    .toArray();
            return Edges.evenLabels(bins, 0, 1, scaled);
        }

        @Override
        public int size(double[] values) {
            return bins;
        }

        @Override
        public String toString() {
            return bins + " bins over [0, 1] after scaling";
        }
    }

    /**
     * Equal-width bins over a range given beforehand; values below it fall into bin 1, values above it into bin B. Edges
     * do not depend on the points, so scores of different samples have the same bins.
     *
     * @param bins the number of bins B, from 1 to 2²⁰
     * @param low the lower end
     * @param high the upper end, above low
     */
    record FixedRange(int bins, double low, double high) implements Discretizer {

        /** Checks bins and range. */
        public FixedRange {
            Edges.requireBins(bins);
            if (!(low < high && Double.isFinite(high - low))) {
                throw new IllegalArgumentException(
                        "low must be below high, both finite, found " + low + " and " + high);
            }
        }

        @Override
        public int[] labels(double[] values) {
            Edges.requireFinite(values);
            return Edges.evenLabels(bins, low, high, values);
        }

        @Override
        public int size(double[] values) {
            return bins;
        }

        @Override
        public String toString() {
            return bins + " bins over [" + low + ", " + high + "]";
        }
    }

    /**
     * Bins with nearly as many points each: e_i is the i/B quantile of the values, interpolated linearly between the order
     * statistics around position {@code (N − 1) i / B} (the default of {@code numpy.quantile}). Invariant under strictly
     * increasing maps up to this interpolation. Where one value fills several bins these collapse and labels are skipped.
     *
     * @param bins the number of bins B, from 1 to 2²⁰
     */
    record Quantiles(int bins) implements Discretizer {

        /** Checks the number of bins. */
        public Quantiles {
            Edges.requireBins(bins);
        }

        @Override
        public int[] labels(double[] values) {
            Edges.requireFinite(values);
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double[] edges = new double[bins];
            for (int i = 0; i < bins; i++) {
                double position = (sorted.length - 1) * ((double) i / bins);
                int below = (int) position;
                double share = position - below;
                double high = sorted[Math.min(below + 1, sorted.length - 1)];
                edges[i] = share == 0 ? sorted[below] : sorted[below] + share * (high - sorted[below]);
            }
            return Edges.labels(edges, values);
        }

        @Override
        public int size(double[] values) {
            return bins;
        }

        @Override
        public String toString() {
            return bins + " quantile bins";
        }
    }

    /** No bins: each distinct value is its own label, numbered in ascending order. For codes that are discrete already. */
    record DistinctValues() implements Discretizer {

        @Override
        public int[] labels(double[] values) {
            return Edges.labels(distinct(values), values);
        }

        @Override
        public int size(double[] values) {
            return distinct(values).length;
        }

        private static double[] distinct(double[] values) {
            Edges.requireFinite(values);
            // Adding 0 makes −0 and 0 the same value.
            return Arrays.stream(values).map(x -> x + 0.0).sorted().distinct().toArray();
        }

        @Override
        public String toString() {
            return "distinct values";
        }
    }
}
