package org.gaspard.topology.diagram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * A persistence landscape ([B15]): the functions {@code λ_1 ≥ λ_2 ≥ …}, where {@code λ_k(t)} is the k-th largest of the
 * tents {@code max(0, min(t − b, d − t))} of the bars, or an element of the vector space that they span.
 *
 * <p>The functions are exact: kept as their critical points. Some libraries scale them by {@code √2}. An empty diagram, or
 * one of the diagonal, has no functions, which is the zero of the space. Essential bars have tents of infinite height and
 * no norm: {@link #of(Diagram)} refuses them, {@link #sampled} does not.
 *
 * @param functions {@code λ_1, λ_2, …}; those beyond are zero
 */
public record Landscape(List<PiecewiseLinear> functions) {

    public Landscape {
        functions = List.copyOf(functions);
    }

    /** All functions of a diagram: as many as the greatest number of bars that have a common inner point. */
    public static Landscape of(Diagram diagram) {
        return of(diagram, Integer.MAX_VALUE);
    }

    /**
     * The first functions of a diagram, by the sweep of [BD17]: at the crossing of two tents the higher one goes on, and
     * the tent below both is left for the next function. Time {@code O(n log n + nK)} for K functions.
     *
     * @param depth how many functions at most
     * @throws IllegalArgumentException if a bar is essential, or the depth is negative
     */
    public static Landscape of(Diagram diagram, int depth) {
        Require.finite("diagram", diagram);
        Checks.atLeast("depth", depth, 0);
        return new Landscape(new LandscapeSweep(diagram).functions(depth));
    }

    /**
     * The values of the first functions at the samples of an axis, [depth × count], row-major. Essential bars are welcome:
     * the tent of {@code [b, ∞)} is {@code max(0, t − b)}, that of {@code (−∞, d)} is {@code max(0, d − t)}, and that of
     * {@code (−∞, ∞)} is +∞. Time {@code O(count · n log n)}.
     *
     * @throws IllegalArgumentException if the depth is negative
     */
    public static double[] sampled(Diagram diagram, int depth, Axis axis) {
        Checks.atLeast("depth", depth, 0);
        double[] values = new double[depth * axis.count()];
        double[] tents = new double[diagram.size()];
        for (int i = 0; i < axis.count(); i++) {
            double t = axis.sample(i);
            Arrays.setAll(tents, bar -> Math.max(0, Math.min(t - diagram.birth(bar), diagram.death(bar) - t)));
            Arrays.sort(tents);
            for (int k = 0; k < Math.min(depth, tents.length); k++) {
                values[k * axis.count() + i] = tents[tents.length - 1 - k];
            }
        }
        return values;
    }

    /** The mean of landscapes, function by function. */
    public static Landscape mean(List<Landscape> landscapes) {
        Checks.atLeast("the number of landscapes", landscapes.size(), 1);
        Landscape sum = new Landscape(List.of());
        for (Landscape landscape : landscapes) {
            sum = sum.combination(1, landscape, 1.0 / landscapes.size());
        }
        return sum;
    }

    /** The number of functions that are kept. */
    public int depth() {
        return functions.size();
    }

    /** {@code λ_k(t)}, counting from 1; 0 beyond the depth. */
    public double at(int k, double t) {
        Checks.atLeast("k", k, 1);
        return function(k - 1).at(t);
    }

    /** The values of all functions at the samples of an axis, [depth × count], row-major. */
    public double[] sample(Axis axis) {
        double[] values = new double[depth() * axis.count()];
        for (int k = 0; k < depth(); k++) {
            System.arraycopy(functions.get(k).sample(axis), 0, values, k * axis.count(), axis.count());
        }
        return values;
    }

    private PiecewiseLinear function(int k) {
        return k < functions.size() ? functions.get(k) : PiecewiseLinear.ZERO;
    }

    /** {@code α λ + β μ}, function by function. */
    public Landscape combination(double alpha, Landscape other, double beta) {
        List<PiecewiseLinear> combined = new ArrayList<>();
        for (int k = 0; k < Math.max(depth(), other.depth()); k++) {
            combined.add(function(k).combination(alpha, other.function(k), beta));
        }
        return new Landscape(combined);
    }

    /** {@code Σ_k ∫ λ_k μ_k}. */
    public double innerProduct(Landscape other) {
        double sum = 0;
        for (int k = 0; k < Math.min(depth(), other.depth()); k++) {
            sum += function(k).innerProduct(other.function(k));
        }
        return sum;
    }

    /**
     * {@code (Σ_k ∫ |λ_k|^p)^{1/p}}, or the greatest {@code |λ_k(t)|} if p is +∞.
     *
     * @throws IllegalArgumentException if p is below 1
     */
    public double norm(double p) {
        Checks.within("p", p, 1, Double.POSITIVE_INFINITY);
        double greatest = 0;
        for (PiecewiseLinear function : functions) {
            greatest = Math.max(greatest, function.norm(Double.POSITIVE_INFINITY));
        }
        if (p == Double.POSITIVE_INFINITY || greatest == 0) {
            return greatest;
        }
        double sum = 0;
        for (PiecewiseLinear function : functions) {
            sum += function.powerIntegral(p, greatest);
        }
        return greatest * Math.pow(sum, 1 / p);
    }

    /**
     * The landscape distance {@code ‖λ − μ‖_p}; for p = +∞ it is at most the bottleneck distance of the diagrams ([B15]).
     */
    public double distance(Landscape other, double p) {
        return combination(1, other, -1).norm(p);
    }
}
