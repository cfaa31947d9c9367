package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;

/** What scores of codes alone say of codes that are constant. */
final class DeadCodes {

    private DeadCodes() {}

    /** A score with a warning that names the constant codes, if there are any. */
    static Score warned(Score score, Codes codes) {
        int[] dead = codes.dead();
        return dead.length == 0 ? score : score.withWarning("dead codes " + Arrays.toString(dead));
    }
}
