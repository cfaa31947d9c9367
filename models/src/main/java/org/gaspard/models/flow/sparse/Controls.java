package org.gaspard.models.flow.sparse;

import org.gaspard.tensor.Tensor;

/**
 * By how much each flow acts in each step.
 *
 * @param gradients of the parts without curl, [N, T, K]
 * @param rotations of the parts without divergence, [N, T, K]
 */
public record Controls(Tensor gradients, Tensor rotations) {

    /** T. */
    public int steps() {
        return gradients.extent(1);
    }

    /** One flow alone in all steps, at the speed 1. */
    static Controls only(int flow, int flows, Tensor start, int steps) {
        double[] row = new double[flows];
        row[flow] = 1;
        Tensor all = Tensor.of(row, 1, 1, flows).cast(start.dtype()).broadcastTo(start.extent(0), steps, flows);
        return new Controls(all, all);
    }
}
