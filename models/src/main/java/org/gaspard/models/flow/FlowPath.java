package org.gaspard.models.flow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.gaspard.models.check.Checks;

/**
 * What flows do to latents in use: at step i they move along the gradient of a weighted sum of potentials. Flows that were
 * learned one by one can be switched and superposed in this way, and go on beyond the steps of training.
 *
 * @param moves of the steps from 1 on
 */
public record FlowPath(List<Move> moves) {

    /**
     * One step {@code z + Σ_k w_k ∇u^k(z, t_k)}.
     *
     * @param weights w_k of all K transformations
     * @param times t_k
     */
    public record Move(List<Double> weights, List<Double> times) {

        /** Copies the lists and checks their lengths. */
        public Move {
            weights = List.copyOf(weights);
            times = List.copyOf(times);
            Checks.same("times of a move", times.size(), weights.size());
        }
    }

    /** What the time of a potential is after another one has moved the latents. */
    public enum Clock {
        /** The number of the step in the whole path. */
        RUNNING,
        /** The number of steps that this transformation has moved the latents, this one included: each flow begins at its time 1. */
        OWN
    }

    /** Copies the list. */
    public FlowPath {
        moves = List.copyOf(moves);
    }

    /** Steps of one transformation at times 1, 2, …: what the flow was trained for, and beyond it. */
    public static FlowPath of(int transformation, int transformations, int steps) {
        Checks.atLeast("steps", steps, 1);
        int[][] active = new int[steps][];
        Arrays.fill(active, new int[] {transformation});
        return of(active, transformations, Clock.RUNNING);
    }

    /**
     * Steps of any transformations, one or several at once.
     *
     * @param active the transformations of each step, none of them twice
     * @param transformations K
     * @throws IllegalArgumentException if one is not from 0 to K − 1, or named twice in a step
     */
    public static FlowPath of(int[][] active, int transformations, Clock clock) {
        double[] done = new double[transformations];
        Move[] moves = new Move[active.length];
        for (int i = 0; i < active.length; i++) {
            double[] weights = new double[transformations];
            for (int k : active[i]) {
                if (k < 0 || k >= transformations || weights[k] > 0) {
                    throw new IllegalArgumentException("transformations of step " + (i + 1) + " are "
                            + Arrays.toString(active[i]) + ", expected different ones from 0 to "
                            + (transformations - 1));
                }
                weights[k] = 1;
                done[k]++;
            }
            double[] times = done.clone();
            if (clock == Clock.RUNNING) {
                Arrays.fill(times, i + 1);
            }
            moves[i] = new Move(
                    DoubleStream.of(weights).boxed().toList(),
                    DoubleStream.of(times).boxed().toList());
        }
        return new FlowPath(List.of(moves));
    }
}
