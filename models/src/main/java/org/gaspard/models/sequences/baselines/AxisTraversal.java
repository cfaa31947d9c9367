package org.gaspard.models.sequences.baselines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Foretells sequences of each transformation by moving one latent: how [S23] uses models that know no flows (β-VAE, FactorVAE, SlowVAE).
 * With z_0 of x_0, all other latents stay, and the d-th one is
 *
 * <pre>{@code
 * z_{t,d} = z_{0,d} + l_t     or     z_{t,d} = l_t                                t = 0 … T
 * }</pre>
 *
 * <p>{@link #fit} chooses d and the levels l of each transformation.
 *
 * @param paths of the K transformations
 * @param drawn whether z_0 is drawn from the posterior, or is its mean
 */
public record AxisTraversal(Vae vae, List<Path> paths, boolean drawn) implements SequencePredictor {

    /**
     * How one transformation moves.
     *
     * @param dimension d, from 0
     * @param replacing whether levels are what the latent is, and not what is added to it
     * @param levels l_0 … l_T
     * @param error the equivariance error on what it was chosen by
     */
    public record Path(int dimension, boolean replacing, List<Double> levels, double error) {

        /** Copies the levels. */
        public Path {
            levels = List.copyOf(levels);
        }
    }

    /** Levels that are tried. */
    public sealed interface Ranges {

        /**
         * {@code l_t = r t / T} is added.
         *
         * @param reaches r, each finite and not 0
         */
        record Shifts(List<Double> reaches) implements Ranges {

            /** Copies the list and checks it. */
            public Shifts {
                reaches = List.copyOf(reaches);
                if (reaches.isEmpty() || reaches.stream().anyMatch(r -> !Double.isFinite(r) || r == 0)) {
                    throw new IllegalArgumentException(
                            "reaches must be at least one, finite and not 0, found " + reaches);
                }
            }

            /** ½, 1, 1½, 2, 3 and 4 in both directions. */
            public static Shifts standard() {
                return new Shifts(DoubleStream.of(0.5, 1, 1.5, 2, 3, 4)
                        .boxed()
                        .flatMap(r -> Stream.of(r, -r))
                        .toList());
            }
        }

        /**
         * {@code l_t = m_d + s_d Φ⁻¹(p_t)} replaces the latent, with p_t in equal steps from {@code tail} to {@code 1 − tail} or back,
         * and m_d and s_d the mean and the standard deviation of z_{0,d} over all sequences. The published traversal of SlowVAE has the
         * tail 0.05, one direction, and the statistics of each batch.
         *
         * @param tail above 0 and below ½
         */
        record Quantiles(double tail) implements Ranges {

            /** Checks the range. */
            public Quantiles {
                if (!(tail > 0 && tail < 0.5)) {
                    throw new IllegalArgumentException("tail must be above 0 and below 0.5, found " + tail);
                }
            }

            /** The tail 0.05. */
            public static Quantiles published() {
                return new Quantiles(0.05);
            }
        }
    }

    /** Sequences of a transformation and where they start. */
    private record Start(Tensor frames, Tensor latents) {}

    /** Copies the list and checks the dimensions. */
    public AxisTraversal {
        Sequences.variational(vae);
        paths = List.copyOf(paths);
        for (Path path : paths) {
            if (path.dimension() < 0 || path.dimension() >= vae.latents()) {
                throw new IllegalArgumentException(
                        "dimension of a path must be from 0 to " + (vae.latents() - 1) + ", found " + path.dimension());
            }
        }
    }

    /**
     * For each transformation the path of least equivariance error {@code 1/N Σ_{t=1…T} Σ_i ‖x_{i,t} − x̂_{i,t}‖₁} on sequences, the
     * first one of equals. Every latent is tried with all ranges, one after the other: (frames of all sequences) · n · ranges
     * decodings.
     *
     * @param sequences the batches of each transformation, [N, T + 1, H, W, C] with the same T, not those to be evaluated on
     * @param key read if z_0 is drawn
     * @throws IllegalArgumentException if a transformation has no sequences, or sequences have different lengths
     */
    public static AxisTraversal fit(
            Vae vae, List<List<Tensor>> sequences, Ranges ranges, boolean drawn, RandomKey key) {
        int steps = steps(sequences);
        List<List<Start>> starts = new ArrayList<>();
        for (int k = 0; k < sequences.size(); k++) {
            List<Start> own = new ArrayList<>();
            for (Tensor frames : sequences.get(k)) {
                RandomKey child = key.child(k).child(own.size());
                Tensor z = Sequences.start(vae, frames.index(1, 0), drawn, child);
                own.add(new Start(frames, z.computedNow()));
            }
            starts.add(own);
        }
        List<Path> candidates = candidates(vae.latents(), ranges, steps, starts);
        List<Path> best = starts.stream().map(own -> best(vae, candidates, own)).toList();
        return new AxisTraversal(vae, best, drawn);
    }

    private static int steps(List<List<Tensor>> sequences) {
        if (sequences.isEmpty() || sequences.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("sequences must have a batch of each transformation, found "
                    + sequences.stream().map(List::size).toList() + " batches");
        }
        List<Integer> steps = sequences.stream()
                .flatMap(List::stream)
                .map(frames -> new SequencePass(frames, 0, ForwardPass.evaluation()).steps())
                .distinct()
                .toList();
        Checks.same("the number of different lengths of sequences", steps.size(), 1);
        return steps.getFirst();
    }

    private static List<Path> candidates(int latents, Ranges ranges, int steps, List<List<Start>> starts) {
        return switch (ranges) {
            case Ranges.Shifts(List<Double> reaches) ->
                IntStream.range(0, latents)
                        .boxed()
                        .flatMap(d -> reaches.stream().map(r -> shift(d, r, steps)))
                        .toList();
            case Ranges.Quantiles(double tail) -> {
                List<Tensor> all = starts.stream()
                        .flatMap(List::stream)
                        .map(Start::latents)
                        .toList();
                yield quantiles(Tensor.concatenate(0, all).cast(DType.FLOAT64), tail, steps);
            }
        };
    }

    private static Path shift(int dimension, double reach, int steps) {
        List<Double> levels =
                IntStream.rangeClosed(0, steps).mapToObj(t -> reach * t / steps).toList();
        return new Path(dimension, false, levels, Double.NaN);
    }

    private static List<Path> quantiles(Tensor latents, double tail, int steps) {
        int count = Checks.atLeast("the number of sequences", latents.extent(0), 2);
        Tensor mean = latents.meanKeep(0);
        Tensor deviation =
                latents.varianceKeep(0).multiply(count / (count - 1.0)).sqrt();
        Tensor chances = Tensor.range(DType.FLOAT64, steps + 1)
                .multiply((1 - 2 * tail) / steps)
                .add(tail);
        Tensor scores = chances.multiply(2).subtract(1).erfinv().multiply(Math.sqrt(2));
        Tensor levels = scores.expand(1).multiply(deviation).add(mean).transposed();
        List<Path> paths = new ArrayList<>();
        for (int d = 0; d < latents.extent(1); d++) {
            List<Double> upwards =
                    DoubleStream.of(levels.index(0, d).toDoubleArray()).boxed().toList();
            paths.add(new Path(d, true, upwards, Double.NaN));
            List<Double> downwards = new ArrayList<>(upwards);
            Collections.reverse(downwards);
            paths.add(new Path(d, true, downwards, Double.NaN));
        }
        return paths;
    }

    private static Path best(Vae vae, List<Path> candidates, List<Start> starts) {
        int count = starts.stream().mapToInt(start -> start.latents().extent(0)).sum();
        Path best = candidates.getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (Path candidate : candidates) {
            double error = starts.stream()
                            .mapToDouble(start -> absoluteError(vae, candidate, start))
                            .sum()
                    / count;
            if (error < least) {
                best = candidate;
                least = error;
            }
        }
        return new Path(best.dimension(), best.replacing(), best.levels(), least);
    }

    private static double absoluteError(Vae vae, Path path, Start start) {
        int last = path.levels().size();
        Tensor found =
                Sequences.generate(vae, moved(start.latents(), path, last).slice(1, 1, last));
        return start.frames().slice(1, 1, last).subtract(found).abs().sum().item();
    }

    /** The latents of so many frames, [N, frames, n]; all paths are leaves of the same graph. */
    private static Tensor moved(Tensor start, Path path, int frames) {
        int n = start.extent(1);
        double[] kept = new double[n];
        double[] axis = new double[n];
        for (int i = 0; i < n; i++) {
            axis[i] = i == path.dimension() ? 1 : 0;
            kept[i] = path.replacing() ? 1 - axis[i] : 1;
        }
        double[] levels = path.levels().stream()
                .limit(frames)
                .mapToDouble(Double::doubleValue)
                .toArray();
        DType dtype = start.dtype();
        Tensor steps = Tensor.of(levels, frames, 1)
                .cast(dtype)
                .multiply(Tensor.of(axis, n).cast(dtype));
        return start.multiply(Tensor.of(kept, n).cast(dtype)).expand(1).add(steps);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there are more steps than paths have, or there is no such transformation
     */
    @Override
    public Tensor predict(Tensor first, int transformation, int steps, RandomKey key) {
        if (transformation < 0 || transformation >= paths.size()) {
            throw new IllegalArgumentException(
                    "transformation must be from 0 to " + (paths.size() - 1) + ", found " + transformation);
        }
        Path path = paths.get(transformation);
        if (steps < 1 || steps >= path.levels().size()) {
            throw new IllegalArgumentException(
                    "steps must be from 1 to " + (path.levels().size() - 1) + ", found " + steps);
        }
        Tensor start = Sequences.start(vae, first, drawn, key);
        return Sequences.generate(vae, moved(start, path, steps + 1));
    }
}
