package org.gaspard.models.flow.sparse;

import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.flow.FlowSettings;
import org.gaspard.models.networks.GumbelSoftmax;

/**
 * How sparse flows are trained. There is no driving force: the Hamilton-Jacobi equation has f = 0.
 *
 * @param flow derivatives, densities, divergences and prior, as of supervised flows
 * @param control whether both parts of a flow have spikes of their own
 * @param noise of spikes in training
 * @param spikeLoss what holds spikes to their prior
 * @param spikes their prior
 * @param slabs the prior of slabs
 * @param slabsFrom the step, counted from 0, from which on slabs count; all are 1 before
 * @param temperature τ of spikes
 */
public record SparseSettings(
        FlowSettings flow,
        Control control,
        SpikeNoise noise,
        SpikeLoss spikeLoss,
        SpikePrior spikes,
        SlabPrior slabs,
        long slabsFrom,
        Schedule temperature) {

    /** Which spikes there are. */
    public enum Control {
        /** One for both parts of a flow. */
        SINGLE,
        /** One for the gradient and one for the rotation. */
        DOUBLE
    }

    /** What the published program computes. Its spikes are held by nothing, see {@link SpikeLoss#NONE}. */
    public static final SparseSettings REFERENCE_CODE = new SparseSettings(
            FlowSettings.REFERENCE_CODE,
            Control.SINGLE,
            SpikeNoise.GUMBEL,
            SpikeLoss.NONE,
            SpikePrior.PUBLISHED,
            SlabPrior.PUBLISHED,
            75_000,
            GumbelSoftmax.annealed());

    /** The same model with the terms of an evidence bound, and a temperature that is 0.5 all the time. */
    public static final SparseSettings BOUND = new SparseSettings(
            FlowSettings.PAPER,
            Control.SINGLE,
            SpikeNoise.LOGISTIC,
            SpikeLoss.BERNOULLI,
            SpikePrior.PUBLISHED,
            SlabPrior.PUBLISHED,
            75_000,
            Schedule.constant(0.5));

    /** Checks the range. */
    public SparseSettings {
        if (slabsFrom < 0) {
            throw new IllegalArgumentException("slabsFrom must be at least 0, found " + slabsFrom);
        }
    }

    /** These settings with other ones of flows. */
    public SparseSettings with(FlowSettings other) {
        return new SparseSettings(other, control, noise, spikeLoss, spikes, slabs, slabsFrom, temperature);
    }

    /** These settings with another control. */
    public SparseSettings with(Control other) {
        return new SparseSettings(flow, other, noise, spikeLoss, spikes, slabs, slabsFrom, temperature);
    }

    /** These settings with another loss of spikes. */
    public SparseSettings with(SpikeLoss other) {
        return new SparseSettings(flow, control, noise, other, spikes, slabs, slabsFrom, temperature);
    }

    /** These settings with slabs that count from another step on. */
    public SparseSettings withSlabsFrom(long step) {
        return new SparseSettings(flow, control, noise, spikeLoss, spikes, slabs, step, temperature);
    }

    /** These settings with another temperature. */
    public SparseSettings withTemperature(Schedule other) {
        return new SparseSettings(flow, control, noise, spikeLoss, spikes, slabs, slabsFrom, other);
    }
}
