package org.gaspard.models.prior.implicit;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * A random directed acyclic graph of L nodes, differentiable in the scores of an order and of edges: {@code A = E ∘ P U Pᵀ}, where
 * U has ones above the diagonal, P sorts the order's scores with Gumbel noise from the greatest to the smallest, and E_jk is the
 * second of {@code softmax((e_jk, −e_jk) + Gumbel noise)} at the temperature τ, so that an edge is likely where its score is far
 * below 0, as in the program of Nakagawa et al., ICLR 2023. The model of random graphs is that of Charpentier et al., ICLR 2022;
 * P is relaxed as in NeuralSort of Grover et al., ICLR 2019:
 *
 * <pre>{@code P_ji = softmax_i(((L − 1 − 2j) s_i − Σ_k |s_i − s_k|) / τ)}</pre>
 *
 * <p>In training P and E are relaxed: each row of P sums to 1, but A also has some small loops and edges both ways. In evaluation both
 * are rounded, with the gradient of the relaxed ones, and A is acyclic. {@code O(L³)}.
 *
 * @param order scores s, [L]
 * @param edges scores e, [L, L]
 * @param temperature τ of both
 * @param rounding of P in evaluation
 */
public record CausalGraph(Parameter order, Parameter edges, double temperature, Rounding rounding) {

    /** Which matrix is used in evaluation. */
    public enum Rounding {
        /** The permutation that sorts, which P is near to. */
        CONSISTENT,
        /**
         * Its transpose, the inverse permutation, as in the published program, whose graphs in evaluation have therefore another
         * order than those in training.
         */
        TRANSPOSED
    }

    /** Checks shapes, element types and the range. */
    public CausalGraph {
        Shape shape = order.shape();
        if (shape.rank() != 1
                || shape.extent(0) < 1
                || !edges.shape().equals(Shape.of(shape.extent(0), shape.extent(0)))
                || edges.dtype() != order.dtype()) {
            throw new IllegalArgumentException(
                    "order and edges must be [L] and [L, L] of one element type, found " + order + " and " + edges);
        }
        Draws.checkFloating(order.dtype());
        Checks.positive("temperature", temperature);
    }

    /** A graph whose scores start normally distributed; τ = 1. */
    public static CausalGraph of(int nodes, Rounding rounding, DType dtype, RandomKey key) {
        Checks.atLeast("nodes", nodes, 1);
        return new CausalGraph(
                new Parameter("prior.order", key.child(0).normal(dtype, nodes)),
                new Parameter("prior.edges", key.child(1).normal(dtype, nodes, nodes)),
                1,
                rounding);
    }

    /** L. */
    public int nodes() {
        return order.shape().extent(0);
    }

    /**
     * One draw of A, [L, L]: a node depends on those of its row.
     *
     * @param pass decides whether A is relaxed
     */
    public Tensor adjacency(RandomKey key, ForwardPass pass) {
        Tensor scores = pass.value(order).add(key.child(0).gumbel(order.dtype(), nodes()));
        Tensor noise = key.child(1).gumbel(edges.dtype(), nodes(), nodes(), 2);
        Tensor difference = noise.index(2, 1).subtract(noise.index(2, 0));
        // One of two outputs of a softmax is the logistic function of their difference.
        Tensor relaxed = difference
                .subtract(pass.value(edges).multiply(2))
                .divide(temperature)
                .sigmoid();
        return edges(relaxed, pass).multiply(mask(scores, pass));
    }

    /** The graph without noise, [L, L], 1 at edges: the order of the scores, and each edge that is likelier than none. */
    public Tensor mostLikely(ForwardPass pass) {
        ForwardPass rounded = pass.evaluating();
        return edges(probabilities(pass), rounded).multiply(mask(pass.value(order), rounded));
    }

    /** {@code 1 / (1 + exp(2 e))}: the probability that an edge is drawn where the order admits it, [L, L]. */
    public Tensor probabilities(ForwardPass pass) {
        return pass.value(edges).multiply(-2).sigmoid();
    }

    private static Tensor edges(Tensor relaxed, ForwardPass pass) {
        return pass.isTraining() ? relaxed : rounded(relaxed.greater(0.5).cast(relaxed.dtype()), relaxed);
    }

    /** {@code P U Pᵀ}: 1 where the order admits an edge. */
    private Tensor mask(Tensor scores, ForwardPass pass) {
        Tensor p = relaxedOrder(scores);
        if (!pass.isTraining()) {
            Tensor hard = Tensor.identity(scores.dtype(), nodes()).gather(0, p.argMax(1));
            p = rounded(rounding == Rounding.TRANSPOSED ? hard.transposed() : hard, p);
        }
        return p.matmul(aboveDiagonal()).matmul(p.transposed());
    }

    /** P, a row for each place in the order. */
    private Tensor relaxedOrder(Tensor scores) {
        int l = nodes();
        Tensor distances = scores.expand(1).subtract(scores.expand(0)).abs().sum(1);
        Tensor slopes = Tensor.range(scores.dtype(), l).multiply(-2).add(l - 1);
        Tensor logits = slopes.expand(1).multiply(scores.expand(0)).subtract(distances.expand(0));
        return Activations.softmax(logits.divide(temperature), 1);
    }

    private Tensor aboveDiagonal() {
        Tensor place = Tensor.range(DType.INT32, nodes());
        return place.expand(1).less(place.expand(0)).cast(order.dtype());
    }

    /** The numbers of the first with the gradient of the second. */
    private static Tensor rounded(Tensor hard, Tensor relaxed) {
        return hard.add(relaxed.subtract(relaxed.stopGradient()));
    }

    /** Both scores. */
    public List<Parameter> parameters() {
        return List.of(order, edges);
    }
}
