package org.gaspard.models.flow.sparse;

import org.gaspard.models.check.Checks;

/**
 * How often flows act: as {@code org.gaspard.datasets.sequences.SparseSequences} draws it. A spike begins as 1 with the probability p and
 * is kept from step to step with the probability q; a step in which nothing would act is drawn anew, a later one by changes from
 * nothing.
 *
 * @param startRate p, in (0, 1]
 * @param keepRate q, in [0, 1)
 */
public record SpikePrior(double startRate, double keepRate) {

    /** p = 0.1 and q = 0.9. */
    public static final SpikePrior PUBLISHED = new SpikePrior(0.1, 0.9);

    /** Checks the ranges. */
    public SpikePrior {
        if (!(startRate > 0 && startRate <= 1)) {
            throw new IllegalArgumentException("startRate must be in (0, 1], found " + startRate);
        }
        if (!(keepRate >= 0 && keepRate < 1)) {
            throw new IllegalArgumentException("keepRate must be in [0, 1), found " + keepRate);
        }
    }

    /**
     * {@code E y_tk} for t = 1 … T, the same for all k, exactly: how many act is a Markov chain on 1 … K. O(K³ T). (The published program
     * has an approximation for K = 3 that begins with 0.3967, where this begins with 0.3690.)
     *
     * @param flows K, at least 1
     * @param steps T, at least 1
     */
    public double[] rates(int flows, int steps) {
        Checks.atLeast("flows", flows, 1);
        Checks.atLeast("steps", steps, 1);
        double[] renewed = acting(binomial(flows, 1 - keepRate));
        double[] now = acting(binomial(flows, startRate));
        double[] rates = new double[steps];
        for (int t = 0; t < steps; t++) {
            if (t > 0) {
                now = next(now, renewed);
            }
            for (int m = 1; m <= flows; m++) {
                rates[t] += m * now[m] / flows;
            }
        }
        return rates;
    }

    private double[] next(double[] now, double[] renewed) {
        int flows = now.length - 1;
        double[] next = new double[flows + 1];
        for (int m = 1; m <= flows; m++) {
            double[] kept = binomial(m, keepRate);
            double[] begun = binomial(flows - m, 1 - keepRate);
            for (int a = 0; a <= m; a++) {
                for (int b = 0; b <= flows - m; b++) {
                    next[a + b] += now[m] * kept[a] * begun[b];
                }
            }
        }
        double nothing = next[0];
        next[0] = 0;
        for (int m = 1; m <= flows; m++) {
            next[m] += nothing * renewed[m];
        }
        return next;
    }

    /** Given that something acts. */
    private static double[] acting(double[] chances) {
        double[] given = new double[chances.length];
        for (int m = 1; m < chances.length; m++) {
            given[m] = chances[m] / (1 - chances[0]);
        }
        return given;
    }

    private static double[] binomial(int count, double rate) {
        double[] chances = {1};
        for (int i = 0; i < count; i++) {
            double[] more = new double[chances.length + 1];
            for (int m = 0; m < chances.length; m++) {
                more[m] += chances[m] * (1 - rate);
                more[m + 1] += chances[m] * rate;
            }
            chances = more;
        }
        return chances;
    }
}
