package org.gaspard.tensor.reference;

import java.util.Arrays;
import org.gaspard.tensor.Reduction;

/** Reductions over axes that stay with extent 1. */
final class ReductionReference {

    private ReductionReference() {}

    static void compute(Reduction op, Value x, Value out) {
        switch (op) {
            case Reduction.Reduce(Reduction.Kind kind, var axes) -> {
                Arrays.fill(out.numbers(), neutral(kind, x.isInteger()));
                for (int i = 0; i < x.numbers().length; i++) {
                    int[] at = x.index(i);
                    for (int axis : axes.toArray()) {
                        at[axis] = 0;
                    }
                    int to = out.flat(at);
                    out.numbers()[to] = join(kind, out.numbers()[to], x.numbers()[i], x.isInteger());
                }
            }
            case Reduction.ArgReduce(Reduction.Kind kind, int axis) -> {
                for (int o = 0; o < out.numbers().length; o++) {
                    int[] at = out.index(o);
                    int best = 0;
                    for (int k = 1; k < x.extent(axis); k++) {
                        at[axis] = best;
                        double champion = x.at(at);
                        at[axis] = k;
                        if (beats(kind, x.at(at), champion)) {
                            best = k;
                        }
                    }
                    out.numbers()[o] = best;
                }
            }
        }
    }

    private static double neutral(Reduction.Kind kind, boolean integer) {
        return switch (kind) {
            case SUM -> 0;
            case MAX -> integer ? Integer.MIN_VALUE : Double.NEGATIVE_INFINITY;
            case MIN -> integer ? Integer.MAX_VALUE : Double.POSITIVE_INFINITY;
        };
    }

    private static double join(Reduction.Kind kind, double a, double b, boolean integer) {
        return switch (kind) {
            case SUM -> integer ? (int) a + (int) b : a + b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    /** NaN beats every number and nothing beats NaN. */
    private static boolean beats(Reduction.Kind kind, double challenger, double champion) {
        if (Double.isNaN(champion)) {
            return false;
        }
        return Double.isNaN(challenger) || (kind == Reduction.Kind.MAX ? challenger > champion : challenger < champion);
    }
}
