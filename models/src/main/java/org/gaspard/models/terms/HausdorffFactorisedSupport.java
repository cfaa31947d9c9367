package org.gaspard.models.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * Asks the support of the posterior means to be the product of the supports of their dimensions, HFS. For each of some pairs of
 * latent dimensions k &lt; l, the one-sided Hausdorff distance from all products of values in the batch to the batch:
 *
 * <pre>{@code
 * Σ_{(k,l)} max_{a,b} min_i ( (μ_ak − μ_ik)² + (μ_bl − μ_il)² )  +  Σ_k max(0, δ − Var μ_k)
 * }</pre>
 *
 * <p>Correlated factors are no contradiction to it, as long as all their combinations occur. The distances are squared, and
 * summed over pairs, not averaged: the weight γ depends on their number. The gradient goes to the four numbers that attain each
 * distance (the first ones, if several do); they are found in the step by envelopes of parabolas in {@code O(n²)} a pair, or
 * {@code O(n s)} for s sampled products, instead of the n³ distances of the definition.
 *
 * <p>Defaults, as in the authors' experiments: 25 pairs, drawn anew in each step (10 latents have 45), all n² products, gradients
 * through products and points, δ = 0; γ searched
 * from 0.1 to 10,000 beside a β-VAE.
 * Because all codes at one point have the distance 0, the encoder may shrink its codes instead of spreading them; with δ above 0
 * the second sum keeps the variance (divisor n) of each dimension up. It has no gradient in a dimension that is
 * already constant. That sum is ours: the published program has another one, of the standard deviations over the dimensions of
 * each image, which its experiments leave out (δ = 0). Sampled products are drawn with repetition.
 *
 * <p>Roth, Ibrahim, Akata, Vincent, Bouchacourt: Disentanglement of correlated factors via Hausdorff factorized support. ICLR
 * 2023, arXiv 2210.07347.
 *
 * @param pairs how many pairs of dimensions are drawn in a step; all, if there are not more
 * @param products how many products of each pair are drawn in a step; if empty, all n² count
 * @param gradient which sides of a distance have a gradient
 * @param scale δ
 */
public record HausdorffFactorisedSupport(int pairs, OptionalInt products, Gradient gradient, double scale)
        implements Term {

    /** Which sides of a distance have a gradient. */
    public enum Gradient {
        /** Products and points, as published. */
        BOTH,
        /** Only the products: they are drawn inwards to the points. Training is reported to diverge if a side is constant. */
        PRODUCTS,
        /** Only the points: they are drawn outwards to the products. */
        POINTS
    }

    /** Checks the numbers. */
    public HausdorffFactorisedSupport {
        Checks.atLeast("pairs", pairs, 1);
        products.ifPresent(s -> Checks.atLeast("products", s, 1));
        Checks.nonNegative("scale", scale);
    }

    /** 25 pairs, all products, both gradients, δ = 0. */
    public static HausdorffFactorisedSupport standard() {
        return new HausdorffFactorisedSupport(25, OptionalInt.empty(), Gradient.BOTH, 0);
    }

    /** This term on all pairs of dimensions. */
    public HausdorffFactorisedSupport withAllPairs() {
        return withPairs(Integer.MAX_VALUE);
    }

    /** This term on another number of pairs. */
    public HausdorffFactorisedSupport withPairs(int changed) {
        return new HausdorffFactorisedSupport(changed, products, gradient, scale);
    }

    /** This term on some products of each pair, drawn in each step. */
    public HausdorffFactorisedSupport withSampledProducts(int changed) {
        return new HausdorffFactorisedSupport(pairs, OptionalInt.of(changed), gradient, scale);
    }

    /** This term with other gradients. */
    public HausdorffFactorisedSupport withGradient(Gradient changed) {
        return new HausdorffFactorisedSupport(pairs, products, changed, scale);
    }

    /** This term with another δ. */
    public HausdorffFactorisedSupport withScale(double changed) {
        return new HausdorffFactorisedSupport(pairs, products, gradient, changed);
    }

    @Override
    public String name() {
        return "factorised_support";
    }

    /**
     * {@inheritDoc} The diagnostic is the largest distance of a pair.
     *
     * @throws IllegalArgumentException if there is one latent dimension, or the batch has more than 46340 images
     * @throws IllegalStateException if pairs or products are drawn and the pass has no random numbers
     */
    @Override
    public Value value(VaePass pass) {
        Tensor means = pass.posterior().mean();
        int n = means.extent(0);
        int d = means.extent(1);
        if (d < 2) {
            throw new IllegalArgumentException("latents must be at least 2 to make pairs, found " + d);
        }
        if ((long) n * n > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the batch must have at most 46340 images, found " + n);
        }
        Tensor positions = positions(means, pass.pass());
        Tensor across = difference(means, positions, 0);
        Tensor up = difference(means, positions, 1);
        Tensor distances = across.square().add(up.square());
        Tensor value = distances.sum();
        if (scale > 0) {
            value = value.add(means.varianceKeep(0).negate().add(scale).relu().sum());
        }
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put(name() + ".largest", distances.max());
        return new Value(value, diagnostics);
    }

    /** Where the products and points of the distances are in the means, int32 [4, pairs]. */
    private Tensor positions(Tensor means, ForwardPass pass) {
        int n = means.extent(0);
        int d = means.extent(1);
        int all = d * (d - 1) / 2;
        int count = Math.min(pairs, all);
        Tensor chosen = count == all
                ? Tensor.range(DType.INT32, all)
                : pass.nextKey().permutation(all).slice(0, 0, count);
        HostCall search = new HostCall(new SupportGaps(n, d), new TensorType(Shape.of(4, count), DType.INT32));
        Tensor exact = means.cast(DType.FLOAT64);
        if (products.isEmpty()) {
            return Tensor.apply(search, List.of(exact, chosen));
        }
        Tensor drawn = pass.nextKey()
                .uniform(DType.FLOAT64, count, products.getAsInt())
                .multiply((double) n * n)
                .floor()
                .cast(DType.INT32);
        return Tensor.apply(search, List.of(exact, chosen, drawn));
    }

    /** Products minus points along the first (0) or second (1) dimension of each pair. */
    private Tensor difference(Tensor means, Tensor positions, int side) {
        Tensor flat = means.reshape(means.size());
        Tensor product = flat.gather(0, positions.index(0, side));
        Tensor point = flat.gather(0, positions.index(0, 2 + side));
        return switch (gradient) {
            case BOTH -> product.subtract(point);
            case PRODUCTS -> product.subtract(point.stopGradient());
            case POINTS -> product.stopGradient().subtract(point);
        };
    }
}
