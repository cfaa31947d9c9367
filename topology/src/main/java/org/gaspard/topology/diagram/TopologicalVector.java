package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The topological vector of a diagram ([COO15]): for each pair of bars {@code min(‖p − q‖_∞, ℓ_p / 2, ℓ_q / 2)}, how far
 * the two are from each other or from the diagonal, sorted. In the maximum norm it changes by at most twice the bottleneck
 * distance.
 *
 * <p>An empty diagram, or one with a single bar, gives zeros; essential bars are refused.
 */
public final class TopologicalVector {

    private TopologicalVector() {}

    /**
     * The {@code size} greatest of the n(n − 1)/2 numbers in descending order, followed by zeros if there are fewer. Time
     * {@code O(n² log n)}, memory {@code O(n²)}.
     *
     * @throws IllegalArgumentException if a bar is essential, or the size is negative
     */
    public static double[] of(Diagram diagram, int size) {
        Require.finite("diagram", diagram);
        Checks.atLeast("size", size, 0);
        int n = diagram.size();
        double[] pairs = new double[Math.toIntExact((long) n * (n - 1) / 2)];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double apart = Math.max(
                        Math.abs(diagram.birth(i) - diagram.birth(j)), Math.abs(diagram.death(i) - diagram.death(j)));
                pairs[next++] = Math.min(apart, Math.min(diagram.length(i), diagram.length(j)) / 2);
            }
        }
        Arrays.sort(pairs);
        double[] vector = new double[size];
        for (int k = 0; k < Math.min(size, pairs.length); k++) {
            vector[k] = pairs[pairs.length - 1 - k];
        }
        return vector;
    }
}
