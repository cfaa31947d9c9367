package org.gaspard.datasets.files;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.ImageStore;

/**
 * The positions of some factors for each image of a file, in the order of the file.
 *
 * @param factors the factors, the slowest first
 * @param positions the table [images, factors]
 */
record FactorTable(List<Factor> factors, int[] positions) {

    /** A grid if every combination occurs exactly once, in any order, else the images in the order of the file. */
    LabelledDataset over(String name, ImageStore store) {
        Optional<int[]> order = order();
        if (order.isEmpty()) {
            return new TableImages(name, store, factors, positions);
        }
        int[] rows = order.get();
        boolean identity = true;
        for (int i = 0; i < rows.length; i++) {
            identity &= rows[i] == i;
        }
        return new GridImages(
                name, store, new FactorGrid(factors), identity ? IntUnaryOperator.identity() : i -> rows[i]);
    }

    /** For each combination the image that shows it. */
    private Optional<int[]> order() {
        int images = positions.length / factors.size();
        long combinations = 1;
        for (Factor factor : factors) {
            combinations = Math.min(combinations * factor.size(), Integer.MAX_VALUE);
        }
        if (combinations != images) {
            return Optional.empty();
        }
        int[] rows = new int[images];
        Arrays.fill(rows, -1);
        for (int i = 0; i < images; i++) {
            int index = 0;
            for (int f = 0; f < factors.size(); f++) {
                index = index * factors.get(f).size() + positions[i * factors.size() + f];
            }
            if (rows[index] >= 0) {
                return Optional.empty();
            }
            rows[index] = i;
        }
        return Optional.of(rows);
    }

    /**
     * The positions of real values [images, published.size()]. A factor is the published one if every value is (to
     * 10⁻⁶) one of its, unless {@code asFound}; else it has the values that occur, in increasing order.
     */
    static FactorTable of(List<Factor> published, double[] values, boolean asFound) {
        int count = published.size();
        int images = values.length / count;
        int[] positions = new int[values.length];
        Factor[] factors = new Factor[count];
        for (int f = 0; f < count; f++) {
            double[] column = new double[images];
            for (int i = 0; i < images; i++) {
                column[i] = values[i * count + f];
            }
            Factor factor = published.get(f);
            if (asFound || !Arrays.stream(column).allMatch(value -> position(factor, value) >= 0)) {
                double[] levels = Arrays.stream(column).sorted().distinct().toArray();
                factors[f] = Factor.of(factor.name(), levels);
                for (int i = 0; i < images; i++) {
                    positions[i * count + f] = Arrays.binarySearch(levels, column[i]);
                }
            } else {
                factors[f] = factor;
                for (int i = 0; i < images; i++) {
                    positions[i * count + f] = position(factor, column[i]);
                }
            }
        }
        return new FactorTable(List.of(factors), positions);
    }

    private static int position(Factor factor, double value) {
        for (int p = 0; p < factor.size(); p++) {
            if (Math.abs(factor.value(p) - value) <= 1e-6) {
                return p;
            }
        }
        return -1;
    }
}
