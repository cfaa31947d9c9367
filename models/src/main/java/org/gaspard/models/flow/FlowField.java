package org.gaspard.models.flow;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.tensor.Tensor;

/** Which flow moves which latents: one all of them, or another each. */
sealed interface FlowField {

    /**
     * What a field is at a place and a time.
     *
     * @param u the derivatives of the potential of each latent
     * @param penalty the Hamilton-Jacobi penalty of a step from there, a scalar
     */
    record Place(FlowDerivatives u, Tensor penalty) {}

    /** One transformation of all sequences. */
    record Known(LatentFlow flow) implements FlowField {

        @Override
        public Place at(FlowSettings settings, Tensor z, Tensor t, ForwardPass pass) {
            FlowDerivatives u = derivatives(settings, z, t, pass);
            return new Place(u, settings.penalty().step(u, force(z, t, pass)));
        }

        @Override
        public Tensor initial(FlowSettings settings, Tensor z, Tensor t, ForwardPass pass) {
            return settings.penalty().initial(derivatives(settings, z, t, pass), force(z, t, pass));
        }

        private FlowDerivatives derivatives(FlowSettings settings, Tensor z, Tensor t, ForwardPass pass) {
            return FlowDerivatives.of(settings.derivatives(), flow.potential(), z, t, pass);
        }

        private Tensor force(Tensor z, Tensor t, ForwardPass pass) {
            return HamiltonJacobi.force(flow.force(), z, t, pass);
        }

        @Override
        public PriorEvolution prior() {
            return flow.prior();
        }

        @Override
        public List<Tensor> rates(int steps, ForwardPass pass) {
            return flow.prior().rates(steps, pass);
        }
    }

    /**
     * A choice for each sequence. In the penalty's {@link HamiltonJacobi.Residual#PER_SAMPLE} form the equation is that of the chosen
     * potential and force; in its {@link HamiltonJacobi.Residual#BATCH} form, as in the published program, each flow's penalty on the
     * whole batch is weighted by the share of sequences that chose it, and of the starts only the last flow's counts (the program
     * assigns where it should add).
     *
     * @param choice rows of one-hot weights, [N, K]
     */
    record Chosen(List<LatentFlow> flows, Tensor choice) implements FlowField {

        @Override
        public Place at(FlowSettings settings, Tensor z, Tensor t, ForwardPass pass) {
            List<Place> places = flows.stream()
                    .map(flow -> new Known(flow).at(settings, z, t, pass))
                    .toList();
            FlowDerivatives u = mixed(places.stream().map(Place::u).toList());
            return new Place(
                    u,
                    switch (settings.penalty().residual()) {
                        case PER_SAMPLE -> settings.penalty().step(u, force(z, t, pass));
                        case BATCH -> sum(k -> share(k).multiply(places.get(k).penalty()));
                    });
        }

        @Override
        public Tensor initial(FlowSettings settings, Tensor z, Tensor t, ForwardPass pass) {
            return switch (settings.penalty().residual()) {
                case PER_SAMPLE -> {
                    List<FlowDerivatives> parts = flows.stream()
                            .map(flow -> FlowDerivatives.of(settings.derivatives(), flow.potential(), z, t, pass))
                            .toList();
                    yield settings.penalty().initial(mixed(parts), force(z, t, pass));
                }
                case BATCH -> {
                    int last = flows.size() - 1;
                    yield share(last).multiply(new Known(flows.get(last)).initial(settings, z, t, pass));
                }
            };
        }

        private FlowDerivatives mixed(List<FlowDerivatives> parts) {
            return FlowDerivatives.sum(
                    parts,
                    IntStream.range(0, parts.size()).mapToObj(this::weight).toList());
        }

        private Tensor force(Tensor z, Tensor t, ForwardPass pass) {
            return sum(
                    k -> HamiltonJacobi.force(flows.get(k).force(), z, t, pass).multiply(weight(k)));
        }

        /** Of each sequence, [N]. */
        private Tensor weight(int k) {
            return choice.index(1, k);
        }

        private Tensor share(int k) {
            return weight(k).mean();
        }

        private Tensor sum(IntFunction<Tensor> part) {
            return IntStream.range(0, flows.size())
                    .mapToObj(part)
                    .reduce(Tensor::add)
                    .orElseThrow();
        }

        @Override
        public PriorEvolution prior() {
            return flows.getFirst().prior();
        }

        @Override
        public List<Tensor> rates(int steps, ForwardPass pass) {
            List<List<Tensor>> all =
                    flows.stream().map(flow -> flow.prior().rates(steps, pass)).toList();
            return IntStream.range(0, steps)
                    .mapToObj(t ->
                            sum(k -> weight(k).expand(1).multiply(all.get(k).get(t))))
                    .toList();
        }
    }

    /** The derivatives and the penalty at latents z, [N, n], and a time t, []. */
    Place at(FlowSettings settings, Tensor z, Tensor t, ForwardPass pass);

    /** The penalty at the start, a scalar. */
    Tensor initial(FlowSettings settings, Tensor z, Tensor t, ForwardPass pass);

    /** One of the priors, for their form. */
    PriorEvolution prior();

    /** The rates of the priors, each a scalar or [N, 1]. */
    List<Tensor> rates(int steps, ForwardPass pass);
}
