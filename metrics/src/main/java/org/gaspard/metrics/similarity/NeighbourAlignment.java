package org.gaspard.metrics.similarity;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.ot.Cost;
import org.gaspard.tensor.array.Parallel;

/**
 * Mutual nearest neighbours: the mean share of the k nearest neighbours of a point that are the same in both representations,
 *
 * <pre>{@code 1/N Σ_n |N_X(n) ∩ N_Y(n)| / k}</pre>
 *
 * From 0 to 1; {@code k / (N − 1)} by chance, a figure. A point is not its own neighbour; of equally near points those that come
 * first are taken.
 *
 * <p>Equal representations get 1, also after a permutation, a rotation by 45°, one scale for all codes, or duplicating all codes;
 * dead codes add nothing; noise codes and a factor in two codes lower it as far as they change neighbours. Known criticism: it sees
 * the nearest only, and its value depends on N and k; equally near points (grids, a dead representation) make it depend on their
 * order.
 *
 * <p>Default: k = 10, nearest by the cosine of the angle between the codes as they are (the published one, of unit vectors);
 * Euclidean distance is the other choice. Time {@code O(N² (L₁ + L₂ + k))}, memory for two N × N matrices. Source: [H24].
 *
 * @param k the number of neighbours, at least 1
 * @param cosine whether the nearest are those of the largest cosine, else those of the smallest distance
 */
public record NeighbourAlignment(int k, boolean cosine) implements RepresentationMetric {

    /** Checks the number of neighbours. */
    public NeighbourAlignment {
        Checks.atLeast("k", k, 1);
    }

    /** As published: 10 neighbours by cosine. */
    public static NeighbourAlignment standard() {
        return new NeighbourAlignment(10, true);
    }

    /** By Euclidean distance. */
    public static NeighbourAlignment euclidean(int k) {
        return new NeighbourAlignment(k, false);
    }

    @Override
    public String name() {
        return "mutual " + k + "-NN" + (cosine ? ", cosine" : "");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the numbers of points differ, or there are not more than k
     */
    @Override
    public Score compare(Codes first, Codes second) {
        Checks.samePoints(first, second, k + 1);
        int n = first.points();
        double[] x = costs(first);
        double[] y = costs(second);
        int[] shared = new int[n];
        Parallel.run(n, point -> {
            boolean[] near = new boolean[n];
            for (int neighbour : nearest(x, n, point)) {
                near[neighbour] = true;
            }
            shared[point] = (int) Arrays.stream(nearest(y, n, point))
                    .filter(neighbour -> near[neighbour])
                    .count();
        });
        Score score = Score.of(name(), Arrays.stream(shared).sum() / ((double) n * k))
                .withFigure("by chance", k / (n - 1.0))
                .withSetting("k", k)
                .withSetting("cosine", cosine);
        return Representations.warned(score, first, second);
    }

    private double[] costs(Codes codes) {
        Rows rows = Rows.of(codes);
        return cosine ? unscaled(rows).costs(Cost.cosineDistance()) : rows.costs(Cost.squaredEuclidean());
    }

    /** With the largest number of each row between 1 and 2 in size: no angle changes, and no row looks like 0. */
    private static Rows unscaled(Rows rows) {
        double[] values = rows.values().clone();
        for (int from = 0; from < values.length; from += rows.width()) {
            double largest = 0;
            for (int i = from; i < from + rows.width(); i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            int exponent = largest == 0 ? 0 : Math.getExponent(largest);
            for (int i = from; i < from + rows.width(); i++) {
                values[i] = Math.scalb(values[i], -exponent);
            }
        }
        return new Rows(values, rows.points(), rows.width());
    }

    /** The k others of the smallest costs; of equal ones the first. */
    private int[] nearest(double[] costs, int n, int point) {
        int[] nearest = new int[k];
        int count = 0;
        for (int other = 0; other < n; other++) {
            double cost = costs[point * n + other];
            if (other == point || count == k && cost >= costs[point * n + nearest[k - 1]]) {
                continue;
            }
            int place = count < k ? count++ : k - 1;
            while (place > 0 && costs[point * n + nearest[place - 1]] > cost) {
                nearest[place] = nearest[place - 1];
                place--;
            }
            nearest[place] = other;
        }
        return nearest;
    }
}
