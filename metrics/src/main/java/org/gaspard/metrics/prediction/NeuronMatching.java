package org.gaspard.metrics.prediction;

import org.gaspard.metrics.information.Discretizer;
import org.gaspard.metrics.learners.Classifier;

/**
 * What makes a neuron (a code) the one of a factor: factors and neurons are matched one to one such that the sum of a score over
 * the pairs is largest, by linear assignment. With fewer neurons than factors some factors have none.
 *
 * <p>All scores are those of the training points. Of several matchings with the same sum, the one found depends on the order of
 * the codes only.
 */
public sealed interface NeuronMatching {

    /**
     * The share of a factor's entropy that the neuron's bin tells, {@code I(v_k; bin(z_l)) / H(v_k)}, between 0 and 1.
     *
     * @param bins of the neuron's values
     */
    record MutualInformation(Discretizer bins) implements NeuronMatching {}

    /**
     * The accuracy of a classifier that sees the neuron only.
     *
     * @param classifier of one feature
     */
    record Accuracy(Classifier classifier) implements NeuronMatching {}

    /** Mutual information with 20 bins of equal width. */
    static NeuronMatching standard() {
        return new MutualInformation(Discretizer.ownRange(20));
    }
}
