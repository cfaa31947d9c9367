package org.gaspard.models.flow;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Derivatives written out. With A [n, h], B [h, h] and w [h] the weights of space, fusion and output as y = xW, ⊙ and ² by
 * elements, rows x:
 *
 * <pre>{@code
 * p = tanh(zA + a)     g = tanh((p + τ)B + b)     u = tanh(g·w + c)
 * s = (1 − g²) ⊙ w     r = sBᵀ     m = ((1 − p²) ⊙ r)Aᵀ
 * ∇u     = (1 − u²) m
 * ∂u/∂t  = (1 − u²) r·τ'
 * ∂²u/∂t² = (1 − u²) [ s·(τ''B − 2 g ⊙ (τ'B)²) − 2u (r·τ')² ]
 *
 * Hv:  ṗ = (1 − p²) ⊙ vA     ġ = (1 − g²) ⊙ ṗB     ṙ = (−2 g ⊙ ġ ⊙ w)Bᵀ
 * Hv     = (1 − u²) [ (−2 p ⊙ ṗ ⊙ r + (1 − p²) ⊙ ṙ)Aᵀ − 2u (ġ·w) m ]
 *
 * H      = (1 − u²) [ A diag(d) Aᵀ + Mᵀ diag(k) M − 2u mᵀm ]
 *          d = −2 p ⊙ (1 − p²) ⊙ r     k = −2 g ⊙ (1 − g²) ⊙ w     M = Bᵀ diag(1 − p²) Aᵀ
 * tr H   = (1 − u²) [ Σ_i d_i ‖A_·i‖² + Σ_j k_j ‖M_j‖² − 2u ‖m‖² ]
 * }</pre>
 *
 * @param space A, [n, h]
 * @param fusion B, [h, h]
 * @param out w, [1, h]
 * @param p [N, h]
 * @param g [N, h]
 * @param u [N, 1]
 * @param s [N, h]
 * @param r [N, h]
 * @param m [N, n]; s, r and m are one node each, so that whatever reads them has one gradient in common
 * @param clock τ' and τ''
 */
record ClosedFormDerivatives(
        Tensor space,
        Tensor fusion,
        Tensor out,
        Tensor p,
        Tensor g,
        Tensor u,
        Tensor s,
        Tensor r,
        Tensor m,
        ClockRates clock)
        implements FlowDerivatives {

    /**
     * What the embedded time does.
     *
     * @param first τ', [1, h] or [N, h]
     * @param second τ'', likewise
     */
    record ClockRates(Tensor first, Tensor second) {}

    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double NORMAL_DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

    static ClosedFormDerivatives of(Potential potential, Tensor z, Tensor t, ForwardPass pass) {
        Tensor times = potential.column(z, t);
        Tensor p = potential.positions(z, pass);
        Tensor g = potential.fused(p.add(potential.clock(times, pass)), pass);
        Tensor space = weight(potential.space(), pass);
        Tensor fusion = weight(potential.fusion(), pass);
        Tensor out = weight(potential.output(), pass).transposed();
        Tensor u = potential.output().apply(g, pass).tanh();
        Tensor s = slope(g).multiply(out);
        Tensor r = s.matmul(fusion.transposed());
        Tensor m = slope(p).multiply(r).matmul(space.transposed());
        return new ClosedFormDerivatives(space, fusion, out, p, g, u, s, r, m, clockRates(potential, times, pass));
    }

    private static Tensor weight(Linear layer, ForwardPass pass) {
        return pass.value(layer.weight());
    }

    /**
     * With a = timeIn(e(t)) and the exact GELU: {@code τ' = (gelu'(a) ⊙ a') W_out} and
     * {@code τ'' = (gelu''(a) ⊙ a'² + gelu'(a) ⊙ a'') W_out}; {@code a' = e'W_in}, {@code e' = [ω cos ωt, −ω sin ωt]},
     * {@code e'' = −[ω², ω²] ⊙ e}.
     */
    private static ClockRates clockRates(Potential potential, Tensor times, ForwardPass pass) {
        Tensor frequencies = potential.frequencies(times.dtype());
        Tensor angles = times.multiply(frequencies);
        Tensor embedding = potential.embedding(times);
        Tensor embeddingRate = Tensor.concatenate(
                -1, angles.cos().multiply(frequencies), angles.sin().multiply(frequencies.negate()));
        Tensor bend = Tensor.concatenate(-1, frequencies, frequencies).square().negate();
        Tensor in = weight(potential.timeIn(), pass);
        Tensor out = weight(potential.timeOut(), pass);
        Tensor inside = potential.timeIn().apply(embedding, pass);
        Tensor insideRate = embeddingRate.matmul(in);
        Tensor slope = geluSlope(inside);
        Tensor curved = geluCurvature(inside)
                .multiply(insideRate.square())
                .add(slope.multiply(embedding.multiply(bend).matmul(in)));
        return new ClockRates(slope.multiply(insideRate).matmul(out), curved.matmul(out));
    }

    /** {@code Φ(x) + x φ(x)}. */
    private static Tensor geluSlope(Tensor x) {
        Tensor below = x.multiply(SQRT_HALF).erf().add(1).multiply(0.5);
        return below.add(x.multiply(density(x)));
    }

    /** {@code (2 − x²) φ(x)}. */
    private static Tensor geluCurvature(Tensor x) {
        return x.square().negate().add(2).multiply(density(x));
    }

    /** φ(x). */
    private static Tensor density(Tensor x) {
        return x.square().multiply(-0.5).exp().multiply(NORMAL_DENSITY_AT_0);
    }

    @Override
    public Tensor value() {
        return u.sum(-1);
    }

    @Override
    public Tensor gradient() {
        return slope(u).multiply(m);
    }

    @Override
    public Tensor timeDerivative() {
        return slope(u).multiply(outputRate()).sum(-1);
    }

    @Override
    public Tensor secondTimeDerivative() {
        Tensor squares = clock.first().matmul(fusion).square();
        Tensor bent = clock.second().matmul(fusion).subtract(g.multiply(squares).multiply(2));
        Tensor straight = s.multiply(bent).sumKeep(-1);
        Tensor turned = u.multiply(outputRate().square()).multiply(2);
        return slope(u).multiply(straight.subtract(turned)).sum(-1);
    }

    /** r·τ', [N, 1]. */
    private Tensor outputRate() {
        return r.multiply(clock.first()).sumKeep(-1);
    }

    @Override
    public Tensor hessianVector(Tensor v) {
        return hessianAlong(v.matmul(space));
    }

    /** {@inheritDoc} The product of ones with A is the sums of its columns. */
    @Override
    public Tensor rowSums() {
        return hessianAlong(space.sumKeep(0));
    }

    /**
     * Hv.
     *
     * @param inner vA, [N, h], or [1, h] for the same v of all latents
     */
    private Tensor hessianAlong(Tensor inner) {
        Tensor pRate = slope(p).multiply(inner);
        Tensor gRate = slope(g).multiply(pRate.matmul(fusion));
        Tensor rRate = g.multiply(gRate).multiply(out).multiply(-2).matmul(fusion.transposed());
        Tensor qRate =
                slope(p).multiply(rRate).subtract(p.multiply(pRate).multiply(r).multiply(2));
        Tensor uRate = gRate.multiply(out).sumKeep(-1);
        Tensor bent = u.multiply(uRate).multiply(m).multiply(2);
        return slope(u).multiply(qRate.matmul(space.transposed()).subtract(bent));
    }

    @Override
    public Tensor hessian() {
        int n = space.extent(0);
        Tensor first = space.multiply(between(d())).matmul(space.transposed());
        Tensor mixed = mixed();
        Tensor second = mixed.transposed().matmul(mixed.multiply(k().expand(-1)));
        Tensor column = m.reshape(Shape.of(p.extent(0), n, 1));
        Tensor outer = column.multiply(between(m)).multiply(between(u)).multiply(2);
        return between(slope(u)).multiply(first.add(second).subtract(outer));
    }

    @Override
    public Tensor trace() {
        Tensor first = d().multiply(space.square().sumKeep(0));
        Tensor second = k().multiply(mixed().square().sum(-1));
        Tensor outer = u.multiply(m.square().sumKeep(-1)).multiply(2);
        return slope(u).multiply(first.add(second).sumKeep(-1).subtract(outer)).sum(-1);
    }

    /** [N, h] as [N, 1, h]. */
    private static Tensor between(Tensor rows) {
        return rows.expand(1);
    }

    /** The slope of tanh where it is y. */
    private static Tensor slope(Tensor y) {
        return y.square().negate().add(1);
    }

    private Tensor d() {
        return p.multiply(slope(p)).multiply(r).multiply(-2);
    }

    private Tensor k() {
        return g.multiply(slope(g)).multiply(out).multiply(-2);
    }

    /** M, [N, h, n]. */
    private Tensor mixed() {
        return fusion.transposed().multiply(between(slope(p))).matmul(space.transposed());
    }
}
