package org.gaspard.metrics.intervention;

import java.util.random.RandomGenerator;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;

/**
 * The FactorVAE score, also called Z-min variance: does the code that moves least tell which factor was held?
 *
 * <p>Let σ²_l be the variance of code l among all points. For a vote a random factor k is held at the value of a random
 * point, a batch of points that share it is drawn, and with s²_l the variance of code l in the batch
 *
 * <pre>{@code vote = ( argmin_l s²_l / σ²_l , k )}</pre>
 *
 * A majority classifier assigns to each code the factor that most training votes give it; the score is its accuracy on test
 * votes. Variances are unbiased. Codes whose σ is below a threshold do not vote; if none is left the score is 0 and a warning
 * says so. A code that no training vote names gets the first factor, and of codes that move equally little the first is
 * named.
 *
 * <p>Range: [0, 1], about 1/K for codes that know nothing, with K the number of factors that vary; rescaled, 0 for guessing
 * and at least −1 / (K − 1). Perfect codes get 1, also when permuted, scaled (down to the threshold for σ), duplicated, beside dead dimensions (they do not
 * vote) or with one factor in two codes. Noise dimensions cost nothing as long as another code is held still. Rotation by 45°
 * of two like factors mixes both into either code, which move by half in either case: about 1/K for K = 2, and each code is
 * as likely for either factor.
 *
 * <p>Criticism: the code need only move least, not hold still, so that codes which mix factors a little get 1; completeness
 * is not asked for; the score is nearly saturated for good models.
 *
 * <p>Libraries: disentanglement_lib ({@link #standard}; its function without configuration lets all codes vote,
 * {@link #unpruned}), and the review of Zaidi et al. ({@link #zMinVariance}). disentanglement_lib counts factors with a
 * single value too; here they are left out with a warning. With a single varying factor the score is NaN with a warning.
 *
 * <p>Time {@code (V + V') B (K + L)} for V and V' votes of B points, beside the encoder, which sees each image once.
 *
 * <p>Source: [KM18], section 4; estimator as in [LBL19] and [ZBGC20].
 *
 * @param name the name of the metric
 * @param settings numbers of votes and points
 */
public record FactorVaeScore(String name, VoteSettings settings) implements SampledMetric {

    /** The study configuration of disentanglement_lib: {@link VoteSettings#locatello}. */
    public static FactorVaeScore standard() {
        return new FactorVaeScore("FactorVAE", VoteSettings.locatello());
    }

    /**
     * disentanglement_lib's function as it is without configuration: all codes vote that are not constant. There constant
     * ones vote too, with 0/0, which NumPy takes for the least.
     */
    public static FactorVaeScore unpruned() {
        return new FactorVaeScore("FactorVAE unpruned", VoteSettings.locatello().withLeastDeviation(0));
    }

    /**
     * Z-min variance of Zaidi et al.: {@link VoteSettings#zaidi}; there values of the factor, not points, are drawn
     * uniformly.
     */
    public static FactorVaeScore zMinVariance() {
        return new FactorVaeScore("Z-min-var", VoteSettings.zaidi());
    }

    /**
     * Scores points drawn from a source; see {@link SampledMetric#score}.
     *
     * @throws IllegalArgumentException if no factor varies
     */
    @Override
    public Score score(PointSource source, long seed) {
        return new VarianceVotes(settings, FactorVaeScore::hold, true).score(name, source, seed);
    }

    private static int[] hold(PointSource source, int factor, int batch, RandomGenerator random) {
        int value = source.value(source.draw(1, random)[0], factor);
        return source.drawSharing(factor, value, batch, random);
    }
}
