package org.gaspard.models.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.networks.GumbelSoftmax;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * The training of a {@link FlowVae}: the negative evidence bound of a sequence and the Hamilton-Jacobi penalty ([S23]),
 *
 * <pre>{@code
 * −Σ_{t=0..T} E ln p(x_t | z_t) + KL(q(z_0 | x_0) ‖ N(0, I)) + Σ_{t=1..T} KL(q(z_t | z_{t−1}, k) ‖ p(z_t | z_{t−1}, k)) + w L_HJ
 * }</pre>
 *
 * <p>in nats a sequence. Supervised, k is known. Weakly supervised, k is drawn from q(k | x̄) of an index network for each sequence by the
 * {@linkplain GumbelSoftmax straight-through Gumbel-softmax}, which adds the {@link IndexLoss}.
 *
 * <p>Figures: {@code reconstruction}, {@code kl} (of z_0), {@code transition}, {@code hamilton_jacobi} without its weight, {@code
 * index} where k is inferred; diagnostics {@code flow.spread} (ln q_0 − ln q_T) and {@code flow.length} (mean ‖z_T − z_0‖).
 *
 * @param model what is trained
 * @param inference how k is inferred, none if it is known
 * @param priorGradientsKept whether gradients of the priors are summed over all steps, as the published supervised program forgets to
 *     set them to 0
 */
public record FlowObjective(FlowVae model, Optional<Inference> inference, boolean priorGradientsKept)
        implements SequenceObjective {

    /**
     * How a transformation is inferred from a sequence.
     *
     * @param network from all images of a sequence, [N, H, W, (T + 1) C], to logits, [N, K]
     * @param loss of the choices
     * @param temperature τ of the Gumbel-softmax
     */
    public record Inference(Layer network, IndexLoss loss, Schedule temperature) {}

    /** Supervised training; {@linkplain PriorEvolution.LearnedDeviations priors} of the published program keep their gradients. */
    public static FlowObjective supervised(FlowVae model) {
        return new FlowObjective(
                model, Optional.empty(), model.settings().prior() == PriorEvolution.Form.LEARNED_DEVIATIONS);
    }

    /** Weakly supervised training. */
    public static FlowObjective weak(FlowVae model, Inference inference) {
        return new FlowObjective(model, Optional.of(inference), false);
    }

    @Override
    public int transformations() {
        return model.flows().size();
    }

    @Override
    public boolean labelled() {
        return inference.isEmpty() || inference.get().loss().labelled();
    }

    @Override
    public List<Parameter> shared() {
        if (inference.isPresent()) {
            return Stream.concat(model.parameters().stream(), inference.get().network().parameters().stream())
                    .toList();
        }
        return Stream.concat(model.vae().parameters().stream(), accumulated().stream())
                .toList();
    }

    @Override
    public List<Parameter> own(int k) {
        if (inference.isPresent()) {
            return List.of();
        }
        LatentFlow flow = model.flows().get(k);
        return priorGradientsKept ? flow.networkParameters() : flow.parameters();
    }

    @Override
    public List<Parameter> accumulated() {
        return priorGradientsKept
                ? model.flows().stream()
                        .flatMap(flow -> flow.prior().parameters().stream())
                        .toList()
                : List.of();
    }

    @Override
    public List<Parameter> buffers() {
        return Stream.concat(
                        model.vae().buffers().stream(),
                        inference.stream().flatMap(each -> each.network().buffers().stream()))
                .toList();
    }

    @Override
    public List<Schedule> schedules() {
        return inference.map(Inference::temperature).stream().toList();
    }

    @Override
    public Value value(SequencePass sequences) {
        return value(sequences, posterior -> posterior.sample(sequences.pass().nextKey()));
    }

    /**
     * The loss of a batch whose latents are drawn in another way, such as with given noise.
     *
     * @param draw z_0 from its posterior, [N, n]
     */
    public Value value(SequencePass sequences, Function<GaussianPosterior, Tensor> draw) {
        ForwardPass pass = sequences.pass();
        Map<String, Tensor> index = new LinkedHashMap<>();
        FlowField field = field(sequences, index);
        GaussianPosterior posterior = model.vae().encode(sequences.frame(0), pass);
        Tensor z = draw.apply(posterior);
        FlowPass moved = model.flow(z, posterior, field, sequences.steps(), pass);
        Tensor reconstruction = reconstruction(sequences, moved);
        Tensor kl = posterior.kl().sum(-1).mean();
        Tensor transition = moved.transition(model.settings().transition());
        Tensor loss = Stream.concat(
                        Stream.of(
                                reconstruction,
                                kl,
                                transition,
                                moved.penalty().multiply(model.settings().penaltyWeight())),
                        index.values().stream())
                .reduce(Tensor::add)
                .orElseThrow();
        Map<String, Tensor> figures = new LinkedHashMap<>();
        figures.put("reconstruction", reconstruction);
        figures.put("kl", kl);
        figures.put("transition", transition);
        figures.put("hamilton_jacobi", moved.penalty());
        figures.putAll(index);
        figures.put("flow.spread", moved.spread());
        figures.put("flow.length", moved.length());
        return new Value(loss, figures);
    }

    private FlowField field(SequencePass sequences, Map<String, Tensor> index) {
        if (inference.isEmpty()) {
            return new FlowField.Known(model.flows().get(sequences.transformation()));
        }
        Inference inferred = inference.get();
        Tensor logits = logits(inferred, sequences.frames(), sequences.pass());
        Tensor choice = GumbelSoftmax.sample(
                logits, sequences.at(inferred.temperature()), sequences.pass().nextKey());
        index.put("index", inferred.loss().of(logits, choice, sequences.transformation()));
        return new FlowField.Chosen(model.flows(), choice);
    }

    private Tensor logits(Inference inferred, Tensor frames, ForwardPass pass) {
        Tensor logits = inferred.network().apply(SequencePass.channels(frames), pass);
        if (logits.rank() != 2 || logits.extent(1) != transformations()) {
            throw new IllegalArgumentException(
                    "the index network gave " + logits.shape() + ", expected [N, " + transformations() + "]");
        }
        return logits;
    }

    private Tensor reconstruction(SequencePass sequences, FlowPass moved) {
        Tensor output = model.decode(moved.latents(), sequences.pass());
        return model.vae()
                .likelihood()
                .negativeLogLikelihood(output, sequences.frames())
                .mean();
    }

    /**
     * The inferred transformations of sequences by a network in use, [N, K], one-hot: the likeliest ones, or drawn with Gumbel noise,
     * as the published program does in evaluation, too.
     *
     * @param frames [N, T + 1, H, W, C]
     * @param key for the noise; none for the likeliest
     * @throws IllegalStateException if the transformations are known
     */
    public Tensor infer(Tensor frames, Optional<RandomKey> key) {
        Inference inferred = inference.orElseThrow(
                () -> new IllegalStateException("the transformations are known: there is no index network"));
        Tensor logits = logits(inferred, frames, ForwardPass.evaluation());
        Tensor noisy = key.map(each ->
                        logits.add(each.gumbel(logits.dtype(), logits.shape().toArray())))
                .orElse(logits);
        return GumbelSoftmax.straightThrough(noisy, Tensor.scalar(1.0));
    }
}
