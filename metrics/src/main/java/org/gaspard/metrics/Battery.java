package org.gaspard.metrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Several metrics of one representation in one call, on the same points.
 *
 * <p>Supervised metrics share one sample, unsupervised ones its training codes; metrics that draw their own points draw them
 * from the same source and with the same seed. Metrics of stochastic codes need the posteriors of the training points: see
 * {@link #score(Sample, GaussianPosteriors, long)}. A metric that is not defined for a representation (for example a metric of
 * discrete factors for a continuous one), or whose computation fails, is listed with the reason; the others still run.
 */
public final class Battery {

    private final List<Metric> metrics;

    private Battery(List<Metric> metrics) {
        this.metrics = metrics;
    }

    /**
     * A battery.
     *
     * @throws IllegalArgumentException if two metrics have the same name
     */
    public static Battery of(List<? extends Metric> metrics) {
        Set<String> names = new HashSet<>();
        for (Metric metric : metrics) {
            if (!names.add(metric.name())) {
                throw new IllegalArgumentException("metrics must have different names, found two of " + metric.name());
            }
        }
        return new Battery(List.copyOf(metrics));
    }

    /** The metrics, in order. */
    public List<Metric> metrics() {
        return metrics;
    }

    /**
     * Scores points drawn from a source, for the sample without replacement where the source has enough points; otherwise
     * supervised scores have a warning, see {@link PointSource#sample}.
     *
     * @param training the points that learners are fitted to; disentanglement_lib takes 10,000
     * @param test the points they are tested on; disentanglement_lib takes 5,000
     * @throws IllegalArgumentException if a number of points is below 1
     */
    public Scores score(PointSource source, int training, int test, long seed) {
        return score(source.sample(training, test, new SplittableRandom(seed)), Optional.empty(), () -> source, seed);
    }

    /**
     * Scores known points; metrics that draw their own points draw them from all of the sample, training and test, which needs
     * discrete factors.
     */
    public Scores score(Sample sample, long seed) {
        return score(sample, Optional.empty(), () -> all(sample), seed);
    }

    /**
     * The same with the posteriors of which the codes are, as a rule, the means.
     *
     * @param posteriors of the training points, in their order
     * @throws IllegalArgumentException if the posteriors are of another number of points or codes than the training points
     */
    public Scores score(Sample sample, GaussianPosteriors posteriors, long seed) {
        Codes codes = sample.training().codes();
        if (posteriors.points() != codes.points() || posteriors.width() != codes.width()) {
            throw new IllegalArgumentException("posteriors must be of the codes of the training points, " + codes
                    + ", found " + posteriors.means());
        }
        return score(sample, Optional.of(posteriors), () -> all(sample), seed);
    }

    private static PointSource all(Sample sample) {
        return PointSource.of(sample.training().and(sample.test()));
    }

    private Scores score(
            Sample sample, Optional<GaussianPosteriors> posteriors, Supplier<PointSource> source, long seed) {
        List<Score> scores = new ArrayList<>();
        SequencedMap<String, String> refused = new LinkedHashMap<>();
        Optional<PointSource> drawn = Optional.empty();
        for (Metric metric : metrics) {
            try {
                if (metric instanceof SampledMetric && drawn.isEmpty()) {
                    drawn = Optional.of(source.get());
                }
                scores.add(
                        switch (metric) {
                            case SupervisedMetric supervised -> sample.describe(supervised.score(sample));
                            case SampledMetric sampled ->
                                sampled.score(drawn.orElseThrow(), seed).withSetting("seed", seed);
                            case UnsupervisedMetric unsupervised ->
                                unsupervised.score(sample.training().codes());
                            case PosteriorMetric stochastic ->
                                stochastic.score(
                                        posteriors.orElseThrow(() -> new IllegalArgumentException(
                                                "the posteriors of the training points are not given")),
                                        sample.training().factors());
                        });
            } catch (IllegalArgumentException | ArithmeticException e) {
                refused.put(metric.name(), String.valueOf(e.getMessage()));
            }
        }
        return new Scores(scores, refused);
    }
}
