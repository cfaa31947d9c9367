package org.gaspard.topology.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.reference.SimplicialFiltration.Simplex;

/**
 * The Vietoris-Rips filtration of a symmetric matrix d, simplex by simplex.
 *
 * <p>A simplex enters at the largest entry of d among its pairs of vertices, each vertex paired with itself too: vertex i
 * at {@code d[i, i]}, edge ij at {@code max(d[i, j], d[i, i], d[j, j])}. With zeros on the diagonal this is the diameter.
 * Simplices above the threshold are left out; so are those at +∞, whatever the threshold.
 */
public final class VietorisRips {

    /** The largest number of simplices that is built. */
    public static final int MAX_SIMPLICES = 2_000_000;

    private VietorisRips() {}

    /**
     * All simplices of dimensions up to {@code maxDimension + 1}, which the bars up to {@code maxDimension} need: ask the
     * result for no higher ones, since what would fill them is not there.
     *
     * @param d the matrix, [n × n]; +∞ is an absent edge (or, on the diagonal, vertex); entries may be negative
     * @param threshold the largest value; +∞ for no limit
     * @throws IllegalArgumentException if d is not symmetric, an entry is NaN or −∞, the threshold is NaN, or there are
     *     more than {@link #MAX_SIMPLICES} simplices
     */
    public static SimplicialFiltration filtration(double[] d, int n, int maxDimension, double threshold) {
        Checks.atLeast("n", n, 0);
        Checks.atLeast("maxDimension", maxDimension, 0);
        Checks.length("d", d, (long) n * n);
        checkSymmetric(d, n);
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold is NaN, expected a number");
        }
        double highest = Math.min(threshold, Double.MAX_VALUE);
        List<Simplex> all = new ArrayList<>();
        List<Simplex> level = extensions(new Simplex(Double.NEGATIVE_INFINITY, new int[0]), d, n, highest);
        for (int k = 0; k <= maxDimension + 1 && !level.isEmpty(); k++) {
            all.addAll(level);
            level = k <= maxDimension ? nextLevel(level, d, n, highest, all.size()) : List.of();
        }
        return SimplicialFiltration.of(all);
    }

    private static List<Simplex> nextLevel(List<Simplex> level, double[] d, int n, double highest, long soFar) {
        long count = soFar;
        List<Simplex> next = new ArrayList<>();
        for (Simplex simplex : level) {
            List<Simplex> extensions = extensions(simplex, d, n, highest);
            count += extensions.size();
            if (count <= MAX_SIMPLICES) {
                next.addAll(extensions);
            }
        }
        if (count > MAX_SIMPLICES) {
            throw new IllegalArgumentException("the complex has " + count + " simplices up to dimension "
                    + (level.getFirst().dimension() + 1) + ", expected at most " + MAX_SIMPLICES);
        }
        return next;
    }

    /** The simplices made of this one and a vertex larger than all of its own. */
    private static List<Simplex> extensions(Simplex simplex, double[] d, int n, double highest) {
        int size = simplex.vertices().length;
        List<Simplex> extensions = new ArrayList<>();
        for (int w = size == 0 ? 0 : simplex.vertices()[size - 1] + 1; w < n; w++) {
            double value = Math.max(simplex.value(), d[w * n + w]);
            for (int v : simplex.vertices()) {
                value = Math.max(value, d[v * n + w]);
            }
            if (value <= highest) {
                int[] vertices = Arrays.copyOf(simplex.vertices(), size + 1);
                vertices[size] = w;
                extensions.add(new Simplex(value, vertices));
            }
        }
        return extensions;
    }

    private static void checkSymmetric(double[] d, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double entry = d[i * n + j];
                if (Double.isNaN(entry) || entry == Double.NEGATIVE_INFINITY) {
                    throw new IllegalArgumentException(
                            "d[" + i + ", " + j + "] is " + entry + ", expected a finite number or +∞");
                }
                if (entry != d[j * n + i]) {
                    throw new IllegalArgumentException("d[" + i + ", " + j + "] is " + entry + " and d[" + j + ", " + i
                            + "] is " + d[j * n + i] + ", expected a symmetric matrix");
                }
            }
        }
    }
}
