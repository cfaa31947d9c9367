package org.gaspard.metrics.prediction;

import java.util.Arrays;
import org.gaspard.metrics.learners.Classifier;

/**
 * What is learned from labels of one class: that class.
 *
 * @param label the class
 */
record ConstantModel(int label) implements Classifier.Model {

    @Override
    public int[] classes() {
        return new int[] {label};
    }

    @Override
    public int[] predict(double[][] features) {
        int[] predicted = new int[features.length];
        Arrays.fill(predicted, label);
        return predicted;
    }
}
