package org.gaspard.models.protocols;

import java.util.List;

/**
 * What a paper reports.
 *
 * @param codes how many images scores are computed from; half as many others test what learners have learned of them
 * @param scores their names
 */
public record Evaluation(int codes, List<String> scores) {

    /** Copies the list. */
    public Evaluation {
        scores = List.copyOf(scores);
    }

    /** The scores, and of how many codes. */
    @Override
    public String toString() {
        return String.join(", ", scores) + " of " + codes + " codes";
    }
}
