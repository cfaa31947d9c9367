package org.gaspard.datasets.catalogue;

import java.util.Optional;
import org.gaspard.datasets.LabelledDataset;

/**
 * The images of a set.
 *
 * @param training those to train on
 * @param test others for tests, if the set has such a part and it is there
 */
public record ImageParts(LabelledDataset training, Optional<LabelledDataset> test) {

    static ImageParts of(LabelledDataset all) {
        return new ImageParts(all, Optional.empty());
    }

    /** The images to evaluate on: those for tests, or else those of the training. */
    public LabelledDataset evaluation() {
        return test.orElse(training);
    }
}
