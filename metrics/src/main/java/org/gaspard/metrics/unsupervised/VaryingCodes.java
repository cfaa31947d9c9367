package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;

/** The codes that are not constant. */
final class VaryingCodes {

    private VaryingCodes() {}

    static int[] of(Codes codes) {
        return IntStream.range(0, codes.width()).filter(l -> !codes.constant(l)).toArray();
    }

    /** A score with a warning that names the constant codes, if there are any. */
    static Score warned(Score score, Codes codes) {
        int[] dead = IntStream.range(0, codes.width()).filter(codes::constant).toArray();
        return dead.length == 0 ? score : score.withWarning("dead codes " + Arrays.toString(dead));
    }
}
