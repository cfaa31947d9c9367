package org.gaspard.datasets.sampling;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactorGrid;

/**
 * A dependence between factors that are known by their names, as a setting of an experiment: what
 * {@link FactorDistribution#correlated} and its kin do with numbers.
 *
 * <p>As text, {@link #parse} and {@code toString}: {@code shape,scale=0.1} for a pair with σ = 0.1, {@code shape,-scale=0.1} for
 * one that is correlated the other way, {@code shape,all=0.2} for a confounder.
 */
public sealed interface Correlation {

    /**
     * Two factors correlated, see {@link FactorDistribution#correlated}.
     *
     * @param first a factor
     * @param second another
     * @param sigma σ, finite and above 0; small is strong
     * @param inverse whether large values of one go with small ones of the other
     */
    record Pair(String first, String second, double sigma, boolean inverse) implements Correlation {

        /** Checks the range. */
        public Pair {
            check(sigma);
        }

        @Override
        public FactorDistribution addedTo(FactorDistribution distribution) {
            int a = find(distribution.grid(), first);
            int b = find(distribution.grid(), second);
            return inverse ? distribution.inverselyCorrelated(a, b, sigma) : distribution.correlated(a, b, sigma);
        }

        @Override
        public String toString() {
            return first + "," + (inverse ? INVERSE : "") + second + "=" + sigma;
        }
    }

    /**
     * One factor correlated with each of the others, see {@link FactorDistribution#confounded}.
     *
     * @param factor the confounder
     * @param sigma σ, finite and above 0; small is strong
     */
    record Confounder(String factor, double sigma) implements Correlation {

        /** Checks the range. */
        public Confounder {
            check(sigma);
        }

        @Override
        public FactorDistribution addedTo(FactorDistribution distribution) {
            return distribution.confounded(find(distribution.grid(), factor), sigma);
        }

        @Override
        public String toString() {
            return factor + "," + ALL + "=" + sigma;
        }
    }

    /** What stands for all other factors in the text of a confounder. */
    String ALL = "all";

    /** What stands before a factor that is correlated the other way. */
    String INVERSE = "-";

    /**
     * A distribution with this dependence added.
     *
     * @throws IllegalArgumentException if its grid has no factor of a name, the names are equal, a factor has one position, or
     *     no combination keeps a positive weight
     */
    FactorDistribution addedTo(FactorDistribution distribution);

    /**
     * The distribution of a grid's factors with some dependences.
     *
     * @throws IllegalArgumentException as {@link #addedTo}
     */
    static FactorDistribution distribution(FactorGrid grid, List<Correlation> correlations) {
        FactorDistribution distribution = FactorDistribution.uniform(grid);
        for (Correlation correlation : correlations) {
            distribution = correlation.addedTo(distribution);
        }
        return distribution;
    }

    /**
     * Reads a dependence.
     *
     * @param text {@code FACTOR,FACTOR=SIGMA}, {@code FACTOR,-FACTOR=SIGMA} or {@code FACTOR,all=SIGMA}
     * @throws IllegalArgumentException if it is none of these, or σ is not above 0
     */
    static Correlation parse(String text) {
        int comma = text.indexOf(',');
        int sign = text.lastIndexOf('=');
        if (comma < 1 || sign < comma + 2) {
            throw malformed(text);
        }
        String first = text.substring(0, comma);
        String second = text.substring(comma + 1, sign);
        double sigma;
        try {
            sigma = Double.parseDouble(text.substring(sign + 1));
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
        if (second.equals(ALL)) {
            return new Confounder(first, sigma);
        }
        boolean inverse = second.startsWith(INVERSE);
        return new Pair(first, inverse ? second.substring(INVERSE.length()) : second, sigma, inverse);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "expected FACTOR,FACTOR=SIGMA, FACTOR,-FACTOR=SIGMA or FACTOR,all=SIGMA, found '" + text + "'");
    }

    private static void check(double sigma) {
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sigma is " + sigma + ", expected a finite number above 0");
        }
    }

    private static int find(FactorGrid grid, String name) {
        return IntStream.range(0, grid.factors().size())
                .filter(f -> grid.factors().get(f).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no factor '" + name + "', expected one of " + grid.factors()));
    }
}
