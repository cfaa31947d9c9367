package org.gaspard.metrics.prediction;

import java.util.List;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.learners.GradientBoosting;
import org.gaspard.metrics.learners.LogisticRegression;
import org.gaspard.metrics.learners.RandomForestClassifier;

/** A family of classifiers of growing capacity, with which {@link DciEs} makes loss-capacity curves. */
public sealed interface CapacityProbe {

    /** The capacities, at least 2, from 1 upwards, strictly ascending. */
    List<Integer> capacities();

    /**
     * Gradient boosting; the capacity is the number of stages, in place of that given.
     *
     * @param boosting the other options
     */
    record BoostingStages(GradientBoosting boosting, List<Integer> capacities) implements CapacityProbe {

        /** Copies and checks the capacities. */
        public BoostingStages {
            capacities = checked(capacities);
        }
    }

    /**
     * A random forest; the capacity is the largest depth of its trees, in place of that given. All forests of a factor have the
     * same seed.
     *
     * @param forest the other options
     */
    record ForestDepth(RandomForestClassifier forest, List<Integer> capacities) implements CapacityProbe {

        /** Copies and checks the capacities. */
        public ForestDepth {
            capacities = checked(capacities);
        }
    }

    /**
     * Logistic regression on {@link org.gaspard.metrics.learners.RandomFourierFeatures} of the standardised codes; the capacity is
     * their number. It gives no importances, so there is neither disentanglement nor completeness.
     *
     * @param regression of the features
     * @param bandwidth of the kernel, finite and above 0
     * @param seed of the features
     */
    record FourierFeatures(LogisticRegression regression, double bandwidth, long seed, List<Integer> capacities)
            implements CapacityProbe {

        /** Copies and checks the capacities. */
        public FourierFeatures {
            Checks.positive("bandwidth", bandwidth);
            capacities = checked(capacities);
        }
    }

    private static List<Integer> checked(List<Integer> capacities) {
        List<Integer> copy = List.copyOf(capacities);
        boolean ascend = copy.size() >= 2 && copy.getFirst() >= 1;
        for (int t = 1; t < copy.size(); t++) {
            ascend &= copy.get(t) > copy.get(t - 1);
        }
        if (!ascend) {
            throw new IllegalArgumentException(
                    "capacities must be at least 2, from 1 upwards and strictly ascending, found " + copy);
        }
        return copy;
    }
}
