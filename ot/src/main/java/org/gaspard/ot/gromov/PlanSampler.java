package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws entries of a plan with probabilities in proportion to their mass. */
final class PlanSampler {

    private final double[] cumulative;

    PlanSampler(double[] plan) {
        cumulative = new double[plan.length];
        double sum = 0;
        for (int k = 0; k < plan.length; k++) {
            sum += plan[k];
            cumulative[k] = sum;
        }
    }

    /** The place {@code i m + j} of an entry with mass. */
    int draw(RandomGenerator random) {
        double place = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, place);
        // Past an exact hit and the entries without mass that repeat it.
        int k = found < 0 ? -found - 1 : found + 1;
        while (k < cumulative.length - 1 && cumulative[k] <= place) {
            k++;
        }
        return Math.min(k, cumulative.length - 1);
    }
}
