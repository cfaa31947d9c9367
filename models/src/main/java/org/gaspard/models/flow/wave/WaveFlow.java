package org.gaspard.models.flow.wave;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.flow.FlowDerivatives;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * A variational autoencoder with a flow of the latents for each transformation whose potential obeys the wave equation ([S23W],
 * there called potential flow, PoFlow in comparisons), trained from the start. The latent z drawn for x_0 flows through all steps, and
 * the place p_t after the step of time t belongs to x_t:
 *
 * <pre>{@code
 * p_t = p_{t−1} + v_t,   v_t = ∇u^k(p_{t−1}, t)                              t = 0 … T, p_{−1} = z
 * L   = −ln p(x_0 | z) + KL_0  −ln p(x_{t+1} | p_{t+1}) + KL_{t+1}
 *       + λ (I + 1/(T+1) Σ_t R_t − M (J v_{t+1})²) + M (z_{t+1} − z_t + p_t − p_{t+1})² + M (z_t − p_t)²
 * }</pre>
 *
 * <p>t from 0 to T − 1 is drawn at each step, the same for the whole batch. z_t is drawn from the posterior of x_t, whose divergence
 * from the standard normal is KL_t; likelihoods and divergences are means over the batch; M is the mean over the batch and latents, or
 * pixels; J is the Jacobian of the mean image at p_t, so that the flow is drawn to directions in which images change;
 * I and R_t are what the {@link WaveEquation} says of the start and of the step t. There is a step at the time 0, as in the published
 * program; as I holds ∇u(·, 0) to 0, p_0 is close to z. A step of training changes the potential and the speed of its transformation
 * only. There are as many steps of the flow as frames; with derivatives by AUTODIFF the Laplacian walks the graph once for each latent
 * and step, so CLOSED_FORM is preferred.
 *
 * @param fields of the K transformations
 */
public record WaveFlow(Vae vae, List<WaveField> fields, Settings settings) implements SequenceObjective {

    /**
     * How flows are trained.
     *
     * @param weight λ, at least 0
     */
    public record Settings(FlowDerivatives.Method derivatives, WaveEquation equation, double weight) {

        /** The wave equation as the paper writes it, of each latent vector. */
        public static final Settings PAPER =
                new Settings(FlowDerivatives.Method.CLOSED_FORM, WaveEquation.LAPLACIAN, 1);

        /** What the published program computes. */
        public static final Settings REFERENCE_CODE =
                new Settings(FlowDerivatives.Method.CLOSED_FORM, WaveEquation.ROW_SUMS, 1);

        /** Checks the range. */
        public Settings {
            Checks.nonNegative("weight", weight);
        }
    }

    /** p_t and v_t for t = 0 … T, and what the flow is off the wave equation. */
    private record Flow(List<Tensor> places, List<Tensor> moves, Tensor residual) {}

    /** Copies the list and checks that there are flows, all of the latents of the autoencoder. */
    public WaveFlow {
        Sequences.variational(vae);
        fields = List.copyOf(fields);
        Checks.atLeast("the number of fields", fields.size(), 1);
        for (WaveField field : fields) {
            Checks.same("the latents of a field", field.potential().latents(), vae.latents());
        }
    }

    @Override
    public int transformations() {
        return fields.size();
    }

    @Override
    public boolean labelled() {
        return true;
    }

    @Override
    public List<Parameter> shared() {
        return vae.parameters();
    }

    @Override
    public List<Parameter> own(int k) {
        return fields.get(k).parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return vae.buffers();
    }

    /** With the figures {@code reconstruction}, {@code kl}, {@code wave} (what λ weighs), {@code matching} and {@code change.pixels}. */
    @Override
    public Value value(SequencePass pass) {
        ForwardPass state = pass.pass();
        int n = pass.sequences();
        Tensor step = Sequences.drawnStep(pass.steps(), state.nextKey());
        Tensor now = pass.frames().gather(1, step);
        Tensor next = pass.frames().gather(1, step.add(1));
        GaussianPosterior posterior = vae.encode(Tensor.concatenate(0, pass.frame(0), now, next), state);
        Tensor latents = posterior.sample(state.nextKey());
        Tensor z = latents.slice(0, 0, n);
        Flow flow = flow(z, pass.steps(), fields.get(pass.transformation()), state);
        Tensor place = Tensor.stack(0, flow.places()).gather(0, step);
        Tensor move = Tensor.stack(0, flow.moves()).gather(0, step.add(1));
        Tensor reached = place.add(move);

        Tensor output = vae.decode(Tensor.concatenate(0, z, reached), state);
        Tensor images = Tensor.concatenate(0, pass.frame(0), next);
        Tensor reconstruction =
                vae.likelihood().negativeLogLikelihood(output, images).sum().divide(n);
        Tensor kl = posterior.kl().sum(-1);
        Tensor divergence =
                kl.slice(0, 0, n).mean().add(kl.slice(0, 2 * n, 3 * n).mean());
        Tensor change = change(place, move, state);
        Tensor wave = flow.residual().subtract(change);
        Tensor encoded = latents.slice(0, n, 2 * n);
        Tensor encodedMove = latents.slice(0, 2 * n, 3 * n).subtract(encoded);
        Tensor matching = encodedMove
                .subtract(move)
                .square()
                .mean()
                .add(encoded.subtract(place).square().mean());

        Map<String, Tensor> figures = new LinkedHashMap<>();
        figures.put("reconstruction", reconstruction);
        figures.put("kl", divergence);
        figures.put("wave", wave);
        figures.put("matching", matching);
        figures.put("change.pixels", change);
        Tensor loss = reconstruction
                .add(divergence)
                .add(wave.multiply(settings.weight()))
                .add(matching);
        return new Value(loss, figures);
    }

    private Flow flow(Tensor start, int steps, WaveField field, ForwardPass pass) {
        List<Tensor> places = new ArrayList<>();
        List<Tensor> moves = new ArrayList<>();
        List<Tensor> residuals = new ArrayList<>();
        Tensor speed = pass.value(field.speed());
        Tensor z = start;
        for (int t = 0; t <= steps; t++) {
            FlowDerivatives u = derivatives(field, z, t, pass);
            residuals.add(settings.equation().step(u, speed));
            moves.add(u.gradient());
            z = z.add(u.gradient());
            places.add(z);
        }
        Tensor initial = settings.equation().initial(derivatives(field, start, 0, pass));
        return new Flow(places, moves, Tensor.stack(0, residuals).mean().add(initial));
    }

    private FlowDerivatives derivatives(WaveField field, Tensor z, int t, ForwardPass pass) {
        Tensor time = Tensor.full(new TensorType(Shape.scalar(), z.dtype()), t);
        return FlowDerivatives.of(settings.derivatives(), field.potential(), z, time, pass);
    }

    /** The mean square by which images change along a move from a place. */
    private Tensor change(Tensor place, Tensor move, ForwardPass pass) {
        Tensor from = place.multiply(1);
        Tensor image = vae.likelihood().mean(vae.decode(from, pass));
        return Autodiff.jvp(image, from, move).square().mean();
    }

    /**
     * What this model foretells: x_0 is decoded from z, and x_t from p_t.
     *
     * @param drawn whether z is drawn from the posterior, or is its mean
     */
    public SequencePredictor predictor(boolean drawn) {
        return (first, transformation, steps, key) -> {
            Tensor start = Sequences.start(vae, first, drawn, key);
            return Sequences.generate(vae, follow(start, transformation, steps));
        };
    }

    /**
     * z, p_1 … p_T of a model in use, each [N, n].
     *
     * @param start z, [N, n]
     */
    public List<Tensor> follow(Tensor start, int transformation, int steps) {
        ForwardPass pass = ForwardPass.evaluation();
        WaveField field = fields.get(transformation);
        List<Tensor> latents = new ArrayList<>(List.of(start));
        Tensor z = start.add(derivatives(field, start, 0, pass).gradient());
        for (int t = 1; t <= steps; t++) {
            z = z.add(derivatives(field, z, t, pass).gradient());
            latents.add(z);
        }
        return latents;
    }
}
