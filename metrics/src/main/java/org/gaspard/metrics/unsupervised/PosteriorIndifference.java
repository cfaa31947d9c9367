package org.gaspard.metrics.unsupervised;

import java.util.SplittableRandom;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;

/**
 * Posterior indifference projection (PIPE): can reconstructions be told from decodings of codes that are drawn independently of
 * each other?
 *
 * <pre>{@code PIPE = 2 (1 − accuracy)}</pre>
 *
 * with the test accuracy, a share in [0, 1], of a discriminator trained to separate decodings of the codes of data from decodings
 * of codes of the {@link Factorisation}. 1 if it does no better than chance, 0 if it is always right; a value above 1 (an
 * accuracy below ½) is chance and gets a warning.
 *
 * <p>Independent codes that fill their box get 1, as does any permutation of them; so do a rotation by 45° of codes whose support
 * it leaves as it was, dead codes and noise codes that the decoder ignores; duplicated codes and one factor in two codes are seen
 * as long as the decoder answers to combinations that no datum has. Known criticism: it depends on the discriminator, how long it
 * is trained, and the number of images; a decoder that ignores its codes gets 1.
 *
 * <p>Published: 50,000 images of either kind, half of them for the test, a convolutional discriminator (Adam 10⁻⁴, batches of 32,
 * up to 5 epochs), its accuracy taken every 5,000 images, the tenth of them used. The published program gives accuracies in
 * percent; here they are shares. Source: [EW23].
 *
 * @param factorisation how independent codes are drawn
 */
public record PosteriorIndifference(Factorisation factorisation) {

    /** How codes are drawn that do not depend on each other. */
    public enum Factorisation {
        /** Each code uniformly between its smallest and its largest value: the published default. */
        UNIFORM,
        /** Each code in a random order of its own: its values occur as often as in the data. */
        PERMUTED
    }

    /** Decodes codes and learns to tell the two kinds of images apart; in a module of models. */
    @FunctionalInterface
    public interface Discriminator {

        /**
         * The share of test images that a trained discriminator puts right.
         *
         * @param joint codes of data
         * @param factorised as many codes drawn independently of each other
         * @return in [0, 1]
         */
        double accuracy(Codes joint, Codes factorised);
    }

    /** As published: uniform. */
    public static PosteriorIndifference standard() {
        return new PosteriorIndifference(Factorisation.UNIFORM);
    }

    /**
     * As many codes as given, drawn independently of each other; constant codes stay constant. {@code O(N L)}.
     *
     * @param seed of {@link SplittableRandom}; the same seed gives the same codes
     */
    public Codes factorised(Codes codes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[codes.width()][];
        for (int l = 0; l < columns.length; l++) {
            double[] column = codes.column(l);
            switch (factorisation) {
                case UNIFORM -> drawUniformly(column, random.split());
                case PERMUTED -> shuffle(column, random.split());
            }
            columns[l] = column;
        }
        return Codes.ofColumns(columns);
    }

    private static void drawUniformly(double[] column, SplittableRandom random) {
        double low = column[0];
        double high = column[0];
        for (double x : column) {
            low = Math.min(low, x);
            high = Math.max(high, x);
        }
        for (int n = 0; n < column.length; n++) {
            double share = random.nextDouble();
            column[n] = (1 - share) * low + share * high;
        }
    }

    private static void shuffle(double[] column, SplittableRandom random) {
        for (int n = column.length - 1; n > 0; n--) {
            int other = random.nextInt(n + 1);
            double moved = column[n];
            column[n] = column[other];
            column[other] = moved;
        }
    }

    /**
     * The score of codes: draws the independent ones and asks the discriminator.
     *
     * @throws IllegalArgumentException if the discriminator's answer is not in [0, 1]
     */
    public Score score(Codes codes, Discriminator discriminator, long seed) {
        return of(discriminator.accuracy(codes, factorised(codes, seed)))
                .withSetting("factorisation", factorisation)
                .withSetting("points", codes.points())
                .withSetting("seed", seed);
    }

    /**
     * The score of a discriminator's accuracy.
     *
     * @param accuracy a share, not percent
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public static Score of(double accuracy) {
        Checks.within("accuracy", accuracy, 0, 1);
        Score score = Score.of("PIPE", 2 * (1 - accuracy)).withFigure("accuracy", accuracy);
        return accuracy < 0.5 ? score.withWarning("the accuracy is below chance") : score;
    }
}
