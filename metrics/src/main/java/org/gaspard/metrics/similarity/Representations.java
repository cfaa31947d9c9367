package org.gaspard.metrics.similarity;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.rows.Rows;

/** What can be wrong with representations, for measures that give a number all the same. */
final class Representations {

    private Representations() {}

    /** With a warning for each representation of which all points are equal. */
    static Score warned(Score score, Codes first, Codes second) {
        Score warned = Rows.vary(first) ? score : score.withWarning("the first representation does not vary");
        return Rows.vary(second) ? warned : warned.withWarning("the second representation does not vary");
    }
}
