package org.gaspard.models.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.io.NamedArray;
import org.gaspard.tensor.io.Safetensors;

/** Weights of networks from safetensors files, of this framework or of PyTorch. */
public final class NetworkWeights {

    /** How a file lays out weights. */
    public enum Layout {
        /** As here: linear weights [in, out], convolutions [kh, kw, in, out], transposed ones [kh, kw, out, in]. */
        GASPARD,
        /**
         * Linear weights [out, in], convolutions [out, in, kh, kw], transposed ones [in, out, kh, kw]. Where images are flattened
         * in between, PyTorch has the channels first: the rows of the next linear weight must be brought into the order height,
         * width, channel by whoever writes the file.
         */
        PYTORCH
    }

    private NetworkWeights() {}

    /**
     * Reads all parameters from a file, by their names; what else is in the file is left alone. No parameter changes if one is
     * missing or does not fit.
     *
     * @throws IOException if the file cannot be read, or a tensor is missing or of another shape or type; the message says which
     */
    public static void read(Path file, Layout layout, List<Parameter> parameters) throws IOException {
        Map<Parameter, Tensor> found = new LinkedHashMap<>();
        try (Safetensors stored = Safetensors.open(file)) {
            for (Parameter parameter : parameters) {
                if (!stored.names().contains(parameter.name())) {
                    throw new IOException(
                            file + " has no tensor named " + parameter.name() + ", but " + stored.names());
                }
                NamedArray array = stored.read(parameter.name());
                Tensor value = laidOut(Tensor.wrap(array.shape(), array.storage()), layout);
                if (!value.shape().equals(parameter.shape()) || value.dtype() != parameter.dtype()) {
                    throw new IOException(file + ": " + parameter.name() + " is " + value.dtype() + array.shape()
                            + " in the layout " + layout + ", expected " + parameter.dtype() + parameter.shape()
                            + (layout == Layout.PYTORCH ? " after its axes are exchanged" : ""));
                }
                found.put(parameter, value.computedNow());
            }
        }
        found.forEach(Parameter::assign);
    }

    private static Tensor laidOut(Tensor value, Layout layout) {
        if (layout == Layout.GASPARD) {
            return value;
        }
        return switch (value.rank()) {
            case 2 -> value.transposed();
            // Both kinds of convolutions: [a, b, kh, kw] to [kh, kw, b, a].
            case 4 -> value.transpose(2, 3, 1, 0);
            default -> value;
        };
    }
}
