package org.gaspard.ot;

/**
 * Every choice behind a Gromov-Monge gap.
 *
 * @param solver how the Gromov-Wasserstein problem is solved; the ε of an entropic solver is replaced by that of
 *     {@code epsilon}
 * @param epsilon the rule for ε, a constant in the gradient; unused by an exact solver
 * @param value which convention {@link GromovMongeGapResult#gap()} follows; gradients do not depend on it
 */
public record GromovMongeGapOptions(GromovWasserstein solver, RelativeEpsilon epsilon, ValueConvention value) {

    /** Sets of choices that belong together. */
    public enum Mode {
        /**
         * Entropic projected gradient with {@code ε = 0.1 · mean(C_X) · mean(C_Y)} from the independent coupling: 5 to
         * 50 outer iterations with tolerance 10⁻³ on the value, inner threshold 10⁻³ checked every 10 of at most 2000
         * iterations, no annealing, no rounding; the value is the transport cost. The paper names the statistic; the
         * remaining choices are the defaults of the common solver of that time. Pitfall: with {@code 1 − cos} the plan
         * is close to collapse, and with centred similarities ε is close to 0 and the start is a fixed point. Look at
         * the warnings.
         */
        PAPER,
        /**
         * Entropic projected gradient with {@code ε = 0.05 · std(C_X) · std(C_Y)} from the identity mixed with a tenth
         * of the independent coupling, with ε four times and twice as large in the first two steps: 5 to 30
         * warm-started outer iterations, until the plan moves by at most 10⁻² (a rule on the value would depend on how
         * far the points are from the origin); at most 100 inner iterations with threshold 10⁻⁴ each, which need not
         * suffice, and the plan rounded onto its marginals, which then makes up for it; the value is the transport
         * cost.
         */
        ROBUST,
        /**
         * {@link ExactGromovWasserstein} from the identity: no ε, a gap that is never negative, and a plan that is a
         * permutation for the usual costs. The fastest mode at the size of a mini-batch.
         */
        EXACT
    }

    /** The options of a mode. */
    public static GromovMongeGapOptions of(Mode mode) {
        return switch (mode) {
            case PAPER ->
                new GromovMongeGapOptions(
                        new EntropicGromovWasserstein(1),
                        new RelativeEpsilon(0.1, ScaleStatistic.MEAN, 1e-8),
                        ValueConvention.TRANSPORT);
            case ROBUST ->
                new GromovMongeGapOptions(
                        new EntropicGromovWasserstein(1)
                                .withStart(InitialCoupling.mix(0.1))
                                .withInner(new Sinkhorn(1, 1e-4, 100, 5, Annealing.NONE))
                                .withWarmStart(true)
                                .withOuterIterations(5, 30)
                                .withTolerances(0, 0, 1e-2)
                                .withAnnealing(new Annealing(4, 0.5))
                                .withRounding(true),
                        new RelativeEpsilon(0.05, ScaleStatistic.STD),
                        ValueConvention.TRANSPORT);
            case EXACT ->
                new GromovMongeGapOptions(
                        new ExactGromovWasserstein(),
                        new RelativeEpsilon(0.05, ScaleStatistic.STD),
                        ValueConvention.TRANSPORT);
        };
    }

    public GromovMongeGapOptions withSolver(GromovWasserstein changed) {
        return new GromovMongeGapOptions(changed, epsilon, value);
    }

    public GromovMongeGapOptions withEpsilon(RelativeEpsilon changed) {
        return new GromovMongeGapOptions(solver, changed, value);
    }

    public GromovMongeGapOptions withValue(ValueConvention changed) {
        return new GromovMongeGapOptions(solver, epsilon, changed);
    }

    /** The same choices from another start. */
    public GromovMongeGapOptions withStart(InitialCoupling start) {
        return withSolver(
                switch (solver) {
                    case EntropicGromovWasserstein entropic -> entropic.withStart(start);
                    case ExactGromovWasserstein exact -> exact.withStart(start);
                });
    }
}
