package org.gaspard.models.terms.jacobian;

import java.util.stream.IntStream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * A regulariser of the Jacobian of the encoder or the decoder, estimated by one random vector for each point (Hutchinson).
 *
 * <p>The decoder is the map from latents to mean images, J is [pixels × d] and G = JᵀJ, the metric that the images induce on the
 * latents; {@code Gv} is a Jacobian-vector product followed by a vector-Jacobian product. The encoder is the map from images to
 * posterior means, J is [d × pixels] and G = JJᵀ, which has the same trace and the same tr G² as JᵀJ; {@code Gv} comes from the
 * two products in the other order, and v is as short as a latent there too.
 *
 * <p>Points are taken between those of the batch and a little beyond, so that J is regular where latents will be looked for
 * ([L22]):
 *
 * <pre>{@code z̃ = α z + (1 − α) z_perm,   α ~ U[−η, 1 + η] for each point, z_perm a permutation of the batch}</pre>
 *
 * <p>The gradient flows into the parameters of the network and through z into the encoder. In a network of ReLUs the second
 * derivatives are taken as 0 at their kinks. Layers that look at the whole batch make J that of all points together, which is
 * not meant. A value costs the network once forwards and about three times backwards, and its gradient as much again; no
 * Jacobian is formed.
 *
 * <p>[L22] regularises the decoder at sampled latents with η = 0.2: {@link #irvae}.
 *
 * @param name the name in logs, unique within an objective
 * @param placement which network
 * @param measure what is asked of it
 * @param mixing η, at least 0; {@link #UNMIXED} for the points of the batch as they are
 * @param latents for the decoder, which latents stand for an image
 */
public record JacobianTerm(String name, Placement placement, JacobianMeasure measure, double mixing, Latents latents)
        implements Term {

    /** The published η. */
    public static final double PUBLISHED_MIXING = 0.2;

    /** For {@link #mixing}: the points of the batch as they are. */
    public static final double UNMIXED = -1;

    private static final int PERMUTATION_KEY = 0;
    private static final int ALPHA_KEY = 1;
    private static final int VECTOR_KEY = 2;

    /** Checks the range. */
    public JacobianTerm {
        if (!(mixing >= 0 || mixing == UNMIXED) || Double.isInfinite(mixing)) {
            throw new IllegalArgumentException(
                    "mixing is " + mixing + ", expected a finite number of at least 0 or UNMIXED");
        }
    }

    /** The regulariser of the isometrically regularised autoencoder ([L22]): the decoder's relaxed distortion, η = 0.2. */
    public static JacobianTerm irvae() {
        return decoder(JacobianMeasure.relaxedDistortion());
    }

    /** Of the decoder, at mixtures of sampled latents with η = 0.2. */
    public static JacobianTerm decoder(JacobianMeasure measure) {
        return new JacobianTerm(
                measure.termName() + "_decoder", Placement.DECODER, measure, PUBLISHED_MIXING, Latents.SAMPLE);
    }

    /** Of the encoder, at the images of the batch. */
    public static JacobianTerm encoder(JacobianMeasure measure) {
        return new JacobianTerm(measure.termName() + "_encoder", Placement.ENCODER, measure, UNMIXED, Latents.SAMPLE);
    }

    /** This term under another name. */
    public JacobianTerm withName(String changed) {
        return new JacobianTerm(changed, placement, measure, mixing, latents);
    }

    /** This term with another η. */
    public JacobianTerm withMixing(double changed) {
        return new JacobianTerm(name, placement, measure, changed, latents);
    }

    /** This term with other latents. */
    public JacobianTerm withLatents(Latents changed) {
        return new JacobianTerm(name, placement, measure, mixing, changed);
    }

    /** @throws IllegalStateException if the pass has no source of random numbers */
    @Override
    public Value value(VaePass pass) {
        RandomKey key = pass.pass().nextKey();
        Tensor given = switch (placement) {
            case ENCODER -> pass.images();
            case DECODER -> latents == Latents.MEAN ? pass.posterior().mean() : pass.latent();
        };
        Tensor point = mixing == UNMIXED ? given : mixed(given, key);
        RandomKey vectors = key.child(VECTOR_KEY);
        return Value.of(
                switch (placement) {
                    case ENCODER -> {
                        // A node of its own: the images may be read in other places of the graph, too.
                        Tensor x = point.multiply(1);
                        Tensor y = pass.model().encode(x, pass.pass()).mean();
                        Tensor v = normal(y, vectors);
                        Tensor half = Autodiff.vjp(y, v, x);
                        yield measured(v, half, needsSecond() ? Autodiff.jvp(y, x, half) : half);
                    }
                    case DECODER -> {
                        Tensor z = point.multiply(1);
                        Tensor y = pass.model().likelihood().mean(pass.model().decode(z, pass.pass()));
                        Tensor v = normal(z, vectors);
                        Tensor half = Autodiff.jvp(y, z, v);
                        yield measured(v, half, needsSecond() ? Autodiff.vjp(y, half, z) : half);
                    }
                });
    }

    private boolean needsSecond() {
        return !(measure instanceof JacobianMeasure.FrobeniusNorm);
    }

    /** From v, Jv or Jᵀv, and Gv, row by row. */
    private Tensor measured(Tensor v, Tensor half, Tensor all) {
        return switch (measure) {
            case JacobianMeasure.RelaxedDistortion() ->
                squares(all).divide(squares(half).square());
            case JacobianMeasure.FrobeniusNorm() -> squares(half);
            case JacobianMeasure.Orthonormality(double scale) -> squares(all.subtract(v.multiply(scale)));
        };
    }

    /** The squared norm of each row, averaged. */
    private static Tensor squares(Tensor rows) {
        return rows.square().sum().divide(rows.extent(0));
    }

    private static Tensor normal(Tensor like, RandomKey key) {
        return key.normal(like.dtype(), like.shape().toArray());
    }

    private Tensor mixed(Tensor points, RandomKey key) {
        int n = points.extent(0);
        Tensor other = points.gather(0, key.child(PERMUTATION_KEY).permutation(n));
        int[] oneForEach =
                IntStream.range(0, points.rank()).map(axis -> axis == 0 ? n : 1).toArray();
        Tensor alpha = key.child(ALPHA_KEY)
                .uniform(points.dtype(), n)
                .multiply(1 + 2 * mixing)
                .subtract(mixing)
                .reshape(Shape.of(oneForEach));
        return points.multiply(alpha).add(other.multiply(alpha.negate().add(1)));
    }
}
