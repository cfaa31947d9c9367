package org.gaspard.models.terms;

import java.util.List;
import java.util.Map;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/** One summand of an objective. */
public interface Term {

    /** The name in logs, unique within an objective. */
    String name();

    /** The value for one pass. */
    Value value(VaePass pass);

    /** What the term trains itself, such as a learned scale. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** What passes of this term change and checkpoints keep, such as a counter; updated by ForwardPass.update. */
    default List<Parameter> buffers() {
        return List.of();
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
