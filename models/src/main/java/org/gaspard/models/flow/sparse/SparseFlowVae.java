package org.gaspard.models.flow.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.flow.DensityChange;
import org.gaspard.models.flow.FlowDerivatives;
import org.gaspard.models.flow.FlowPass;
import org.gaspard.models.flow.HamiltonJacobi;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * A variational autoencoder of sequences whose latents are moved by several flows at once, with {@link Controls} that are inferred from
 * the images: see the package. Densities change as those of {@link org.gaspard.models.flow.FlowVae} with the mixed potential
 * {@code Σ_k y_k g_k u^k}; rotations keep volume to first order, and only {@link DensityChange#LOG_DETERMINANT} counts what they do
 * beyond that. The prior spreads by {@code Σ_k w_k r_k} with the rates of its {@link org.gaspard.models.flow.PriorEvolution} and w of
 * what acts on either part, {@code w = a + b − ab}, or a where there is one spike for both.
 *
 * @param vae the encoder of x_0, the decoder of all images, and their likelihood
 * @param flows K
 * @param control what infers spikes and slabs
 */
public record SparseFlowVae(Vae vae, List<SparseFlow> flows, ControlNetwork control, SparseSettings settings) {

    /** Copies the list and checks that there are flows, all of the latents of the autoencoder and of the prior of the settings. */
    public SparseFlowVae {
        flows = List.copyOf(flows);
        Checks.atLeast("the number of flows", flows.size(), 1);
        Sequences.variational(vae);
        for (SparseFlow flow : flows) {
            Checks.same("the latents of a flow", flow.potential().latents(), vae.latents());
            Checks.same(
                    "the prior of a flow", flow.prior().form(), settings.flow().prior());
        }
    }

    /** What training changes by gradients. */
    public List<Parameter> parameters() {
        return Stream.of(
                        vae.parameters().stream(),
                        flows.stream().flatMap(flow -> flow.parameters().stream()),
                        control.parameters().stream())
                .flatMap(each -> each)
                .toList();
    }

    /** What forward passes change. */
    public List<Parameter> buffers() {
        return Stream.concat(vae.buffers().stream(), control.buffers().stream()).toList();
    }

    /** What the network says of sequences, [N, T + 1, H, W, C]. */
    ControlNetwork.Inferred infer(Tensor frames, ForwardPass pass) {
        int logits = settings.control() == SparseSettings.Control.DOUBLE ? 2 * flows.size() : flows.size();
        return control.infer(frames, logits, flows.size(), pass);
    }

    /**
     * Spikes and slabs as they act.
     *
     * @param spikes [N, T, K], or of both fields [N, T, 2K]
     * @param slabs g, or 1 in all places before they count
     */
    Controls controls(Tensor spikes, Tensor slabs) {
        int count = flows.size();
        Tensor gradients = spikes.slice(2, 0, count).multiply(slabs);
        return settings.control() == SparseSettings.Control.SINGLE
                ? new Controls(gradients, gradients)
                : new Controls(gradients, spikes.slice(2, count, 2 * count).multiply(slabs));
    }

    /**
     * The spikes of sequences by a network in use, 1 where the logit is above 0 and else 0: [N, T, K], or of both fields
     * [N, T, 2K].
     *
     * @param frames [N, T + 1, H, W, C]
     */
    public Tensor spikes(Tensor frames) {
        return hard(infer(frames, ForwardPass.evaluation()).logits());
    }

    private static Tensor hard(Tensor logits) {
        return logits.sign().relu();
    }

    /**
     * By how much flows act in sequences, by a network in use.
     *
     * @param frames [N, T + 1, H, W, C]
     * @param slabs whether slabs were trained, or all are 1
     */
    public Controls controls(Tensor frames, boolean slabs) {
        ControlNetwork.Inferred inferred = infer(frames, ForwardPass.evaluation());
        return controls(
                hard(inferred.logits()),
                slabs ? inferred.slabs() : Tensor.full(inferred.slabs().type(), 1));
    }

    /** The latents and densities of sequences, from a z_0 that is drawn from the posterior of x_0. */
    public FlowPass flow(Tensor start, GaussianPosterior posterior, Controls controls, ForwardPass pass) {
        DensityChange density = settings.flow().density();
        Tensor byNumber = posterior.logDensities(start);
        Tensor zero = Tensor.full(start.type(), 0);
        List<Tensor> latents = new ArrayList<>(List.of(start));
        List<Tensor> logPosterior = new ArrayList<>(List.of(density.byNumber() ? byNumber : byNumber.sumKeep(-1)));
        List<Tensor> logPrior = new ArrayList<>(List.of(new GaussianPosterior(zero, zero).logDensities(start)));
        List<Tensor> penalties = new ArrayList<>();
        List<List<Tensor>> rates = flows.stream()
                .map(flow -> flow.prior().rates(controls.steps(), pass))
                .toList();
        for (int t = 1; t <= controls.steps(); t++) {
            Step step = new Step(latents.getLast(), t, controls, pass);
            penalties.add(step.penalty());
            Tensor next = step.next();
            logPosterior.add(logPosterior.getLast().subtract(step.change()));
            int index = t - 1;
            Tensor rate =
                    sum(k -> step.acting(k).expand(1).multiply(rates.get(k).get(index)));
            logPrior.add(flows.getFirst().prior().next(logPrior.getLast(), next, rate, t));
            latents.add(next);
        }
        Tensor initial = initial(start, controls, pass);
        return new FlowPass(
                latents, logPosterior, logPrior, settings.flow().penalty().loss(penalties, initial));
    }

    /** At the start, of all potentials by how much they act in the first step; in the form of the program, of the last one only. */
    private Tensor initial(Tensor start, Controls controls, ForwardPass pass) {
        HamiltonJacobi penalty = settings.flow().penalty();
        Step step = new Step(start, 0, controls, pass);
        IntFunction<Tensor> of =
                k -> step.gradient(k).mean().multiply(penalty.initial(step.parts.get(k), step.nothing()));
        return penalty.residual() == HamiltonJacobi.Residual.BATCH ? of.apply(flows.size() - 1) : sum(of);
    }

    private Tensor sum(IntFunction<Tensor> part) {
        return IntStream.range(0, flows.size())
                .mapToObj(part)
                .reduce(Tensor::add)
                .orElseThrow();
    }

    /** All flows at a place and a time t, with the controls of the step t, or of the first one where t is 0. */
    private final class Step {

        private final Tensor z;
        private final int index;
        private final Controls controls;
        private final ForwardPass pass;
        private final List<FlowDerivatives> parts;
        private final FlowDerivatives mixed;

        Step(Tensor z, int t, Controls controls, ForwardPass pass) {
            this.z = z;
            this.index = Math.max(t - 1, 0);
            this.controls = controls;
            this.pass = pass;
            Tensor time = Tensor.scalar((double) t).cast(z.dtype());
            this.parts = flows.stream()
                    .map(flow -> FlowDerivatives.of(settings.flow().derivatives(), flow.potential(), z, time, pass))
                    .toList();
            this.mixed = FlowDerivatives.sum(
                    parts,
                    IntStream.range(0, parts.size()).mapToObj(this::gradient).toList());
        }

        /** By how much the gradient of a flow acts, [N]. */
        Tensor gradient(int k) {
            return controls.gradients().index(1, index).index(1, k);
        }

        /** By how much its rotation acts, [N]. */
        private Tensor rotation(int k) {
            return controls.rotations().index(1, index).index(1, k);
        }

        /** By how much either acts, [N]. */
        Tensor acting(int k) {
            Tensor first = gradient(k);
            if (settings.control() == SparseSettings.Control.SINGLE) {
                return first;
            }
            Tensor second = rotation(k);
            return first.add(second).subtract(first.multiply(second));
        }

        /** The force that there is not, [N]. */
        Tensor nothing() {
            return gradient(0).multiply(0);
        }

        /** The Hamilton-Jacobi residuals and squared divergences of all flows, by how much they act. */
        Tensor penalty() {
            return sum(k -> {
                Tensor divergence =
                        flows.get(k).rotation().divergence(z, pass).square().mean();
                Tensor residual = settings.flow().penalty().step(parts.get(k), nothing());
                return gradient(k)
                        .mean()
                        .multiply(residual)
                        .add(rotation(k).mean().multiply(divergence));
            });
        }

        Tensor next() {
            Tensor turned = sum(
                    k -> rotation(k).expand(1).multiply(flows.get(k).rotation().value(z, pass)));
            return z.add(mixed.gradient()).add(turned);
        }

        Tensor change() {
            DensityChange density = settings.flow().density();
            if (density != DensityChange.LOG_DETERMINANT) {
                return density.of(mixed, pass);
            }
            Tensor turned = sum(k -> rotation(k)
                    .reshape(z.extent(0), 1, 1)
                    .multiply(flows.get(k).rotation().jacobian(z, pass)));
            int n = z.extent(1);
            Tensor identity = Tensor.identity(z.dtype(), n).reshape(Shape.of(1, n, n));
            Tensor whole = mixed.hessian().add(turned).add(identity);
            return LinearAlgebra.logDeterminant(whole).expand(1);
        }
    }

    /**
     * Where controls take latents, in use: z_0 … z_T, each [N, n].
     *
     * @param start z_0, [N, n]
     */
    public List<Tensor> follow(Tensor start, Controls controls) {
        ForwardPass pass = ForwardPass.evaluation();
        List<Tensor> latents = new ArrayList<>(List.of(start));
        for (int t = 1; t <= controls.steps(); t++) {
            latents.add(new Step(latents.getLast(), t, controls, pass).next());
        }
        return latents;
    }

    /**
     * Images of one flow alone at the speed 1, in use, [N, steps + 1, H, W, C].
     *
     * @param first x_0, [N, H, W, C]
     * @param drawn whether z_0 is drawn from the posterior, or is its mean
     * @param key read if it is drawn
     */
    public Tensor traverse(Tensor first, int flow, int steps, boolean drawn, RandomKey key) {
        if (flow < 0 || flow >= flows.size()) {
            throw new IllegalArgumentException("flow must be from 0 to " + (flows.size() - 1) + ", found " + flow);
        }
        Checks.atLeast("steps", steps, 1);
        Tensor start = Sequences.start(vae, first, drawn, key);
        return Sequences.generate(vae, follow(start, Controls.only(flow, flows.size(), start, steps)));
    }

    /**
     * Sequences as their first image and the controls inferred from all of them say, in use, of the shape of the sequences.
     *
     * @param frames [N, T + 1, H, W, C]
     * @param slabs whether slabs were trained, or all are 1
     */
    public Tensor reconstruct(Tensor frames, boolean slabs, boolean drawn, RandomKey key) {
        Tensor start = Sequences.start(vae, frames.index(1, 0), drawn, key);
        return Sequences.generate(vae, follow(start, controls(frames, slabs)));
    }
}
