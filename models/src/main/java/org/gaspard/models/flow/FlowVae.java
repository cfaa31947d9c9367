package org.gaspard.models.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A variational autoencoder of sequences in which each of K transformations is a flow of the latents ([S23]):
 *
 * <pre>{@code
 * p(x_0…x_T, z_0…z_T | k) = p(z_0) p(x_0 | z_0) Π_t p(z_t | z_{t−1}, k) p(x_t | z_t)
 * q(z_0 | x_0) = N(μ(x_0), diag σ²(x_0)),     z_t = z_{t−1} + ∇u^k(z_{t−1}, t)
 * ln q_t = ln q_{t−1} − (the change of the density, DensityChange)
 * ln p_t = ln p_{t−1} − (diffusion, PriorEvolution)
 * }</pre>
 *
 * <p>Only the first image is encoded; the others are decoded from where the flow takes its latent.
 *
 * @param vae the encoder of x_0, the decoder of all images, and their likelihood
 * @param flows of the K transformations
 * @param settings how flows are trained
 */
public record FlowVae(Vae vae, List<LatentFlow> flows, FlowSettings settings) {

    /** Copies the list and checks that there are flows, all of the latents of the autoencoder and of the prior of the settings. */
    public FlowVae {
        flows = List.copyOf(flows);
        if (flows.isEmpty()) {
            throw new IllegalArgumentException("flows must be at least one, found none");
        }
        Sequences.variational(vae);
        for (LatentFlow flow : flows) {
            if (flow.potential().latents() != vae.latents()) {
                throw new IllegalArgumentException("flows must be of the " + vae.latents()
                        + " latents of the autoencoder, found one of "
                        + flow.potential().latents());
            }
            if (flow.prior().form() != settings.prior()) {
                throw new IllegalArgumentException("priors of flows must be " + settings.prior()
                        + " as the settings say, found " + flow.prior().form());
            }
        }
    }

    /** What training changes by gradients. */
    public List<Parameter> parameters() {
        return Stream.concat(vae.parameters().stream(), flows.stream().flatMap(flow -> flow.parameters().stream()))
                .toList();
    }

    /** The latents and densities of T steps of one transformation, from a z_0 that is drawn from the posterior of x_0. */
    public FlowPass flow(Tensor z, GaussianPosterior posterior, int transformation, int steps, ForwardPass pass) {
        return flow(z, posterior, new FlowField.Known(flows.get(transformation)), steps, pass);
    }

    /** Along a field. */
    FlowPass flow(Tensor start, GaussianPosterior posterior, FlowField field, int steps, ForwardPass pass) {
        List<Tensor> latents = new ArrayList<>(List.of(start));
        List<Tensor> logPosterior = new ArrayList<>();
        List<Tensor> logPrior = new ArrayList<>();
        Tensor byNumber = posterior.logDensities(start);
        logPosterior.add(settings.density().byNumber() ? byNumber : byNumber.sumKeep(-1));
        logPrior.add(standard(start).logDensities(start));
        List<Tensor> rates = field.rates(steps, pass);
        List<Tensor> penalties = new ArrayList<>();
        for (int t = 1; t <= steps; t++) {
            Tensor z = latents.getLast();
            FlowField.Place place = field.at(settings, z, time(z, t), pass);
            penalties.add(place.penalty());
            Tensor next = z.add(place.u().gradient());
            logPosterior.add(logPosterior.getLast().subtract(settings.density().of(place.u(), pass)));
            logPrior.add(field.prior().next(logPrior.getLast(), next, rates.get(t - 1), t));
            latents.add(next);
        }
        Tensor initial = field.initial(settings, start, time(start, 0), pass);
        return new FlowPass(latents, logPosterior, logPrior, settings.penalty().loss(penalties, initial));
    }

    private static GaussianPosterior standard(Tensor z) {
        Tensor zero = Tensor.full(z.type(), 0);
        return new GaussianPosterior(zero, zero);
    }

    private static Tensor time(Tensor z, double t) {
        return Tensor.scalar(t).cast(z.dtype());
    }

    /**
     * Where a path takes latents, in use: z_0 and what follows each of its moves, each [N, n].
     *
     * @throws IllegalArgumentException if the path is of another number of transformations
     */
    public List<Tensor> follow(Tensor start, FlowPath path) {
        ForwardPass pass = ForwardPass.evaluation();
        List<Tensor> latents = new ArrayList<>(List.of(start));
        for (FlowPath.Move move : path.moves()) {
            if (move.weights().size() != flows.size()) {
                throw new IllegalArgumentException("path must be of the " + flows.size()
                        + " transformations of the model, found one of "
                        + move.weights().size());
            }
            latents.add(moved(latents.getLast(), move, pass));
        }
        return latents;
    }

    /**
     * Where the flows that sequences have chosen take latents, in use, at the times 1 … T: z_0 … z_T, each [N, n].
     *
     * @param choice rows of one-hot weights, [N, K]
     */
    public List<Tensor> follow(Tensor start, Tensor choice, int steps) {
        ForwardPass pass = ForwardPass.evaluation();
        FlowField field = new FlowField.Chosen(flows, choice);
        List<Tensor> latents = new ArrayList<>(List.of(start));
        for (int t = 1; t <= steps; t++) {
            Tensor z = latents.getLast();
            latents.add(z.add(field.at(settings, z, time(z, t), pass).u().gradient()));
        }
        return latents;
    }

    private Tensor moved(Tensor z, FlowPath.Move move, ForwardPass pass) {
        Tensor next = z;
        for (int k = 0; k < flows.size(); k++) {
            double weight = move.weights().get(k);
            if (weight != 0) {
                Tensor t = time(z, move.times().get(k));
                next = next.add(
                        FlowDerivatives.of(settings.derivatives(), flows.get(k).potential(), z, t, pass)
                                .gradient()
                                .multiply(weight));
            }
        }
        return next;
    }

    /**
     * What the decoder says of all latents of all sequences, in one pass, [N, T + 1, H, W, C].
     *
     * @param latents z_0 … z_T, each [N, n]
     */
    public Tensor decode(List<Tensor> latents, ForwardPass pass) {
        return Sequences.decode(vae, Tensor.stack(1, latents), pass);
    }

    /** The mean images of all latents, of a network in use, [N, T + 1, H, W, C]. */
    public Tensor generate(List<Tensor> latents) {
        return Sequences.generate(vae, latents);
    }
}
