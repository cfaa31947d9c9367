package org.gaspard.models.directions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gaspard.models.check.Checks;
import org.gaspard.models.terms.topology.CloudDivergence;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.loss.LatentShift;

/**
 * Directions of a generator's latents that leave the topology of its images as it is, one after the other, each orthogonal to
 * those before ([B24], the experiment with StyleGAN). With the orthonormal candidates b_1, …, b_k and batches of latents w,
 *
 * <pre>{@code
 * n = Σ_i a_i b_i,   ‖a‖ = 1,   n ⟂ those found,   minimises  E_w RTD(Gen(w), Gen(w + c n))
 * }</pre>
 *
 * <p>The coefficients a are trained by Adam on batches drawn anew; after each step they are projected onto what is orthogonal to
 * the directions found and brought back to the sphere. The rate falls to 0 along half a cosine. There are local minima, often at
 * the candidates themselves, so a search starts from the best among the candidates (made orthogonal to the directions found) and
 * some random points of the sphere, and takes the best end, or start: what is found is never worse than such a candidate on the
 * batches that it is judged by, but may not be the best there is. Where that matters, starts are worth more than steps.
 *
 * <p>A divergence is small for a direction that changes nothing, which is not what is looked for. The candidates guard against
 * it, if they are leading principal components ([B24]); {@link Guard#RELATIVE} does so in any case.
 *
 * <p>The sources at hand do not say how large the step c is, which sign it has, how large and how many the batches are, by which
 * optimiser and with which form of the divergence the authors searched; all of it is an option here. A step costs a batch of images,
 * one or two batches of moved images with their gradient, and as many divergences.
 *
 * @param divergence of the clouds of images and of moved images
 * @param step c, in units of the latents
 * @param signs of the moves
 * @param guard against directions that change nothing
 * @param batch latents in a batch, at least 2
 * @param steps of Adam from each start; with 0 the best start is taken as it is
 * @param learningRate of Adam at the first step
 * @param proposals random points of the sphere that may be started from, beside the candidates
 * @param starts from how many of these points Adam starts: the best ones
 * @param judges batches on which starts and ends are compared, the same for all
 */
public record DirectionSearch(
        CloudDivergence divergence,
        double step,
        Signs signs,
        Guard guard,
        int batch,
        int steps,
        double learningRate,
        int proposals,
        int starts,
        int judges) {

    /** Which moves along a direction count. */
    public enum Signs {
        /** {@code w + c n}, as in the formula of [B24]. A candidate and its negative are two points to start from. */
        POSITIVE,
        /** {@code w + c n} or {@code w − c n}, each with probability ½, the same for a batch. */
        RANDOM,
        /** The mean of both. */
        BOTH
    }

    /** What is minimised. */
    public enum Guard {
        /** The divergence: among the candidates there must be nothing that does not change images. */
        NONE,
        /**
         * The divergence over the {@linkplain LatentDirection.Effect#change change} of the images. For small moves both are in
         * proportion to the move, so nothing is gained by moving less. The objective of a direction that changes images by less
         * than {@value #LEAST_CHANGE} is infinite, so that it is never taken while there is another one.
         */
        RELATIVE;

        /** The least change of images, where their mean distance is 1. */
        public static final double LEAST_CHANGE = 1e-3;
    }

    /** Checks the ranges. */
    public DirectionSearch {
        Checks.positive("step", step);
        Checks.atLeast("batch", batch, LatentShift.FEWEST);
        Checks.atLeast("steps", steps, 0);
        Checks.positive("learningRate", learningRate);
        Checks.atLeast("proposals", proposals, 0);
        Checks.atLeast("starts", starts, 1);
        Checks.atLeast("judges", judges, 1);
    }

    /**
     * The divergence of TopDis with {@code w + c n}, guarded by the candidates alone: what is known of [B24]. The rest is as in
     * {@link #standard}.
     */
    public static DirectionSearch published() {
        return standard().withSigns(Signs.POSITIVE).withGuard(Guard.NONE);
    }

    /**
     * The divergence of TopDis over the change of the images, both signs, c = 1, batches of 64, 60 steps of the rate 0.1 from the
     * best 4 of the candidates and 16 random points, 8 batches to judge by.
     */
    public static DirectionSearch standard() {
        return new DirectionSearch(
                CloudDivergence.publishedRtd(), 1, Signs.BOTH, Guard.RELATIVE, 64, 60, 0.1, 16, 4, 8);
    }

    /** This search by another divergence. */
    public DirectionSearch withDivergence(CloudDivergence changed) {
        return new DirectionSearch(changed, step, signs, guard, batch, steps, learningRate, proposals, starts, judges);
    }

    /** This search with moves of another size. */
    public DirectionSearch withStep(double changed) {
        return new DirectionSearch(
                divergence, changed, signs, guard, batch, steps, learningRate, proposals, starts, judges);
    }

    /** This search with moves of other signs. */
    public DirectionSearch withSigns(Signs changed) {
        return new DirectionSearch(
                divergence, step, changed, guard, batch, steps, learningRate, proposals, starts, judges);
    }

    /** This search with another guard. */
    public DirectionSearch withGuard(Guard changed) {
        return new DirectionSearch(
                divergence, step, signs, changed, batch, steps, learningRate, proposals, starts, judges);
    }

    /** This search with other batches. */
    public DirectionSearch withBatch(int changed) {
        return new DirectionSearch(
                divergence, step, signs, guard, changed, steps, learningRate, proposals, starts, judges);
    }

    /** This search with another number of steps and their rate. */
    public DirectionSearch withSteps(int changed, double rate) {
        return new DirectionSearch(divergence, step, signs, guard, batch, changed, rate, proposals, starts, judges);
    }

    /** This search with another number of random points to start from. */
    public DirectionSearch withProposals(int changed) {
        return new DirectionSearch(divergence, step, signs, guard, batch, steps, learningRate, changed, starts, judges);
    }

    /** This search from another number of points. */
    public DirectionSearch withStarts(int changed) {
        return new DirectionSearch(
                divergence, step, signs, guard, batch, steps, learningRate, proposals, changed, judges);
    }

    /** This search with another number of batches to judge by. */
    public DirectionSearch withJudges(int changed) {
        return new DirectionSearch(
                divergence, step, signs, guard, batch, steps, learningRate, proposals, starts, changed);
    }

    /** Told how far a search is; see {@link #find(UnaryOperator, LatentDistribution, Components, int, RandomKey, Progress)}. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Called after each step.
         *
         * @param direction the number of the direction that is searched, from 0
         * @param done steps of it that are done, of {@code starts · steps} in all
         * @param objective of the last batch
         */
        void step(int direction, int done, double objective);
    }

    /**
     * The first {@code count} directions.
     *
     * @param generator from latents [n, d] to images [n, ...], differentiable, a network in use: each image depends on its
     *     own latents alone. It is asked to build graphs a few times, not at each step
     * @param latents where w comes from
     * @param candidates whose span is searched
     * @param key decides all batches
     * @throws IllegalArgumentException if there are fewer candidates than directions, or they are not linearly independent, or not of as
     *     many dimensions as the latents
     */
    public List<LatentDirection> find(
            UnaryOperator<Tensor> generator,
            LatentDistribution latents,
            Components candidates,
            int count,
            RandomKey key) {
        return find(generator, latents, candidates, count, key, (direction, done, objective) -> {});
    }

    /** The same, telling how far it is. */
    public List<LatentDirection> find(
            UnaryOperator<Tensor> generator,
            LatentDistribution latents,
            Components candidates,
            int count,
            RandomKey key,
            Progress progress) {
        if (count < 1 || count > candidates.count()) {
            throw new IllegalArgumentException(
                    "count must be from 1 to the " + candidates.count() + " candidates, found " + count);
        }
        Move move = new Move(this, generator, latents);
        Tensor basis = candidates.orthonormal();
        Judge judge = new Judge(move, basis.extent(1), key.child(0));
        SphereDescent descent = new SphereDescent(move, basis);
        List<LatentDirection> found = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Sphere sphere = new Sphere(
                    found.stream()
                            .map(each -> each.coefficients().toDoubleArray())
                            .toList(),
                    candidates.count());
            found.add(best(sphere, basis, judge, descent, key.child(1).child(number), number, progress));
        }
        return found;
    }

    /**
     * What moving along a direction does, on the batches that {@link #find} would judge by with this key.
     *
     * @param direction of length 1, floating-point [d]
     */
    public LatentDirection.Effect effect(
            UnaryOperator<Tensor> generator, LatentDistribution latents, Tensor direction, RandomKey key) {
        return new Judge(new Move(this, generator, latents), direction.size(), key.child(0)).effect(direction);
    }

    /** A point of the sphere and what it does. */
    private record Point(double[] coefficients, LatentDirection.Effect effect) {}

    private LatentDirection best(
            Sphere sphere,
            Tensor basis,
            Judge judge,
            SphereDescent descent,
            RandomKey key,
            int number,
            Progress progress) {
        List<Point> points = starts(sphere, key.child(-1)).stream()
                .map(a -> new Point(a, judge.effect(vector(a, basis))))
                .sorted(Comparator.comparingDouble(point -> point.effect().objective()))
                .limit(starts)
                .toList();
        LatentDirection best = direction(points.getFirst(), points.getFirst(), basis);
        for (int i = 0; i < points.size() && steps > 0; i++) {
            Point start = points.get(i);
            int before = i * steps;
            double[] end = descent.from(
                    start.coefficients(),
                    sphere,
                    key.child(i),
                    (done, objective) -> progress.step(number, before + done, objective));
            Point found = new Point(end, judge.effect(vector(end, basis)));
            if (found.effect().objective() < best.effect().objective()) {
                best = direction(found, start, basis);
            }
        }
        return best;
    }

    private List<double[]> starts(Sphere sphere, RandomKey key) {
        List<double[]> all = new ArrayList<>();
        for (double[] axis : sphere.axes()) {
            all.add(axis);
            if (signs == Signs.POSITIVE) {
                all.add(Arrays.stream(axis).map(v -> -v).toArray());
            }
        }
        all.addAll(sphere.random(key, proposals));
        return all;
    }

    private static LatentDirection direction(Point end, Point start, Tensor basis) {
        return new LatentDirection(
                vector(end.coefficients(), basis),
                Tensor.of(end.coefficients(), end.coefficients().length),
                end.effect(),
                start.effect());
    }

    private static Tensor vector(double[] coefficients, Tensor basis) {
        return Tensor.of(coefficients, 1, coefficients.length)
                .matmul(basis)
                .index(0, 0)
                .detached();
    }
}
