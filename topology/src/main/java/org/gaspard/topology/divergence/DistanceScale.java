package org.gaspard.topology.divergence;

import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Storage;
import org.gaspard.topology.sets.PointSubset;

/**
 * The arithmetic of a {@link DistanceNormalisation}, on arrays and as an operation of a graph: on a matrix, or on a matrix and
 * a mask of its points.
 */
record DistanceScale(DistanceNormalisation normalisation, int n) implements HostCall.HostFunction {

    @Override
    public void compute(List<Storage> inputs, Storage output) {
        double[] distances = ((Storage.Doubles) inputs.getFirst()).data();
        PointSubset points =
                inputs.size() == 1 ? PointSubset.all(n) : PointSubset.of(((Storage.Doubles) inputs.get(1)).data());
        ((Storage.Doubles) output).data()[0] = of(normalisation, points.restrict(distances), points.size());
    }

    /** What a matrix of distances among n points is divided by; statistics of no point are 0. */
    static double of(DistanceNormalisation normalisation, double[] distances, int n) {
        double scale = switch (normalisation) {
            case DistanceNormalisation.Quantile _, DistanceNormalisation.Mean _, DistanceNormalisation.Maximum _
            when n == 0 -> 0;
            case DistanceNormalisation.Quantile(double q) -> quantile(distances, q);
            case DistanceNormalisation.Mean() -> sum(distances) / distances.length;
            case DistanceNormalisation.Maximum() ->
                Arrays.stream(distances).max().orElseThrow();
            case DistanceNormalisation.RootOfPoints() -> Math.sqrt(n);
            case DistanceNormalisation.RootOfFeatures(int features) -> Math.sqrt(features);
            case DistanceNormalisation.None() -> 1;
        };
        return scale == 0 ? DistanceNormalisation.SMALLEST_SCALE : scale;
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = (sorted.length - 1) * q;
        int below = (int) place;
        double low = sorted[below];
        double high = sorted[Math.min(below + 1, sorted.length - 1)];
        double t = place - below;
        // From the nearer neighbour, as NumPy does, so that the digits are the same.
        return t < 0.5 ? low + (high - low) * t : high - (high - low) * (1 - t);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum;
    }
}
