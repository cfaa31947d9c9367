package org.gaspard.models.flow;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.tensor.Tensor;

/**
 * Derivatives by differentiation of the graph. Latents do not look at each other, so the gradient of a sum over the batch has the
 * gradient of each.
 *
 * @param z a node of its own, in which the value is differentiated
 * @param times likewise, [1, 1] or [N, 1]
 */
record AutodiffDerivatives(Tensor z, Tensor times, Tensor value, Tensor gradient, Tensor timeDerivative)
        implements FlowDerivatives {

    static AutodiffDerivatives of(Potential potential, Tensor z, Tensor t, ForwardPass pass) {
        // Nodes of their own: both may be read in other places of the graph, too.
        Tensor place = z.multiply(1);
        Tensor times = potential.column(z, t).multiply(1);
        Tensor u = potential.ofColumn(place, times, pass);
        return new AutodiffDerivatives(place, times, u, Autodiff.gradient(u.sum(), place), rate(u, times));
    }

    private static Tensor rate(Tensor quantity, Tensor times) {
        return Autodiff.jvp(quantity, times, Tensor.full(times.type(), 1));
    }

    @Override
    public Tensor secondTimeDerivative() {
        return rate(timeDerivative, times);
    }

    @Override
    public Tensor hessianVector(Tensor v) {
        return Autodiff.vjp(gradient, v, z);
    }

    @Override
    public Tensor hessian() {
        return Tensor.stack(1, rows());
    }

    /** Row i of all Hessians, [N, n], for each i. */
    private List<Tensor> rows() {
        List<Tensor> rows = new ArrayList<>();
        for (int i = 0; i < z.extent(1); i++) {
            rows.add(Autodiff.gradient(gradient.index(1, i).sum(), z));
        }
        return rows;
    }

    @Override
    public Tensor trace() {
        List<Tensor> rows = rows();
        List<Tensor> diagonal = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            diagonal.add(rows.get(i).index(1, i));
        }
        return Tensor.stack(1, diagonal).sum(-1);
    }
}
