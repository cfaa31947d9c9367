package org.gaspard.models.sequences;

import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A model of sequences of images and what it minimises on a batch of them, all under one transformation. {@link SequenceStep} trains
 * it.
 */
public interface SequenceObjective {

    /**
     * What a batch gives.
     *
     * @param loss what is minimised, a scalar
     * @param figures scalars for the log, by name, in an order that is always the same; those with a dot are diagnostics
     */
    record Value(Tensor loss, Map<String, Tensor> figures) {}

    /** K. */
    int transformations();

    /** Whether the objective is told the transformation. There is a plan for each, which leaves out what belongs to others. */
    boolean labelled();

    /** What every step trains. */
    List<Parameter> shared();

    /**
     * What only the steps of transformation k train, with an optimiser of their own that rests in the others; none where the
     * transformation is not {@linkplain #labelled told}. PyTorch, too, leaves parameters without a gradient as they are; but programs
     * of its versions before 2.0 set gradients to 0 by default, and then momentum moves them on.
     */
    default List<Parameter> own(int k) {
        return List.of();
    }

    /**
     * Those of {@link #shared} whose gradients are summed from the first step on and never set to 0, an oversight of a published
     * program.
     */
    default List<Parameter> accumulated() {
        return List.of();
    }

    /** What forward passes change. */
    List<Parameter> buffers();

    /** Numbers that change with the steps and that {@link SequencePass#at} gives. */
    default List<Schedule> schedules() {
        return List.of();
    }

    /** The loss of a batch. */
    Value value(SequencePass pass);
}
