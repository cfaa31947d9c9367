package org.gaspard.models.terms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.VaePass;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * One summand of an objective.
 *
 * <p>A term is a record of its options. What it asks for beside the pass, it declares: parameters of its own, buffers,
 * numbers that depend on the step, a second batch.
 */
public interface Term {

    /** The name in logs, unique within an objective. */
    String name();

    /** The value for one pass. */
    Value value(VaePass pass);

    /** What the term trains itself, such as a learned scale. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** What passes of the term change, such as the memory of a controller; it updates them by {@code ForwardPass.update}. */
    default List<Parameter> buffers() {
        return List.of();
    }

    /** Numbers inside the term that depend on the step; {@link VaePass#at} gives them. */
    default List<Schedule> schedules() {
        return List.of();
    }

    /** Whether the term reads {@link VaePass#otherImages}. */
    default boolean needsOtherImages() {
        return false;
    }

    /**
     * Whether the term asks for nothing but that the decoder gives an image back: what a model without its reconstruction leaves
     * out.
     */
    default boolean reconstructs() {
        return false;
    }

    /** What new images are made of, if the term leads the latents to another distribution than N(0, I). */
    default Optional<LatentSampler> sampler() {
        return Optional.empty();
    }

    /**
     * What a term gives.
     *
     * @param value a scalar, differentiable
     * @param diagnostics scalars to log beside it, in a stable order, each under its own name
     */
    record Value(Tensor value, Map<String, Tensor> diagnostics) {

        /** A value with nothing to say about it. */
        public static Value of(Tensor value) {
            return new Value(value, Map.of());
        }
    }
}
