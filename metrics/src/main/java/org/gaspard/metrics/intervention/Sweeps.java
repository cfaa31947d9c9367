package org.gaspard.metrics.intervention;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.intervention.Groups.Group;

/**
 * Sweeps of a source: all values of one factor, in order, with the others as at a random point; a random point of each
 * combination.
 *
 * @param source where points come from
 * @param factors the factors to follow
 * @param repeats the number of sweeps of each of these
 */
record Sweeps(PointSource source, VaryingFactors factors, int repeats) {

    /** Looks at one sweep, in parallel with others. */
    @FunctionalInterface
    interface Look {
        void at(int factor, int repeat, Group sweep);
    }

    /** Draws and looks at all sweeps; returns how many lack a value of their factor. */
    int forEach(SplittableRandom random, Look look) {
        AtomicInteger incomplete = new AtomicInteger();
        for (int f = 0; f < factors.count(); f++) {
            int factor = f;
            int number = factors.numbers()[f];
            Groups.forEach(
                    source,
                    repeats,
                    source.values(number),
                    random.split(),
                    (repeat, own) -> source.drawSweep(number, source.draw(1, own)[0], own),
                    (repeat, sweep) -> {
                        if (sweep.size() < source.values(number)) {
                            incomplete.incrementAndGet();
                        }
                        look.at(factor, repeat, sweep);
                    });
        }
        return incomplete.get();
    }

    /** The score with a warning if sweeps are incomplete, and about factors left out. */
    Score warn(Score score, int incomplete) {
        Score warned = incomplete == 0
                ? score
                : score.withWarning(
                        incomplete + " of " + repeats * factors.count() + " sweeps lack values of their factor");
        return factors.warn(warned);
    }

    /** The score with a warning if there are factors along which nothing moved. */
    static Score warnStill(Score score, List<String> still) {
        return still.isEmpty()
                ? score
                : score.withWarning("no code moves along factors " + still + "; they count as 0");
    }
}
