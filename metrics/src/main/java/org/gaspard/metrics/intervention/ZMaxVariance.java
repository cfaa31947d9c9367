package org.gaspard.metrics.intervention;

import java.util.random.RandomGenerator;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;

/**
 * Z-max variance: does the code that moves most tell which factor was changed?
 *
 * <p>As the {@linkplain FactorVaeScore FactorVAE score}, but all factors except one are held at those of a random point, and
 * with s²_l the variance of code l in the batch and σ²_l that among all points
 *
 * <pre>{@code vote = ( argmax_l s²_l / σ²_l , k )}</pre>
 *
 * where k is the factor that changes. The score is the accuracy, on test votes, of the factor that most training votes give
 * to a code.
 *
 * <p>Range, and what permuted, scaled and duplicated codes, dead dimensions, noise and one factor in two codes get, are as
 * there, except that a code of pure noise moves in every batch as much as the code that follows k and so costs accuracy.
 * Rotation by 45° of two like factors lets both codes move alike: about 1/K for K = 2.
 *
 * <p>Criticism: only the code that moves most is looked at, so that small traces of other factors cost nothing. Points must
 * exist that differ in one factor only: a sweep of a table can consist of one point, and a warning counts the batches in
 * which nothing moves.
 *
 * <p>Time {@code (V + V') B (K + L)} for V and V' votes of B points, beside the encoder; a table without grid is searched for
 * each vote, {@code (V + V') N K}.
 *
 * <p>Source: [KWSP19]; name and defaults as in [ZBGC20].
 *
 * @param name the name of the metric
 * @param settings numbers of votes and points
 */
public record ZMaxVariance(String name, VoteSettings settings) implements SampledMetric {

    /** The settings of Zaidi et al.: {@link VoteSettings#zaidi}. */
    public static ZMaxVariance standard() {
        return new ZMaxVariance("Z-max-var", VoteSettings.zaidi());
    }

    /**
     * Scores points drawn from a source; see {@link SampledMetric#score}.
     *
     * @throws IllegalArgumentException if no factor varies
     */
    @Override
    public Score score(PointSource source, long seed) {
        return new VarianceVotes(settings, ZMaxVariance::change, false).score(name, source, seed);
    }

    private static int[] change(PointSource source, int factor, int batch, RandomGenerator random) {
        return source.drawVarying(factor, source.draw(1, random)[0], batch, random);
    }
}
