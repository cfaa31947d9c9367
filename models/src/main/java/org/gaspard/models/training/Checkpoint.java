package org.gaspard.models.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.io.NamedArray;
import org.gaspard.tensor.io.Safetensors;

/**
 * Everything that training needs to go on as if it had never stopped, in a safetensors file that other frameworks read: the
 * numbers of all parameters, buffers and optimiser states by name, the number of steps done, and the settings. The file is
 * written beside and then moved, so there is always a whole one.
 */
public final class Checkpoint {

    private static final String STEP = "step";
    private static final String SETTINGS = "settings";

    private Checkpoint() {}

    /**
     * What a checkpoint says of itself.
     *
     * @param step the number of steps done
     * @param settings those it was made under
     */
    public record Header(long step, String settings) {}

    /**
     * What the checkpoint {@code file} says of itself, without reading its numbers.
     *
     * @throws IOException if the file cannot be read or is not a checkpoint
     */
    public static Header header(Path file) throws IOException {
        try (Safetensors stored = Safetensors.open(file)) {
            return new Header(stepOf(file, stored), settingsOf(stored));
        }
    }

    /** Writes the numbers of {@code parameters} after {@code step} steps. */
    public static void write(Path file, long step, String settings, List<Parameter> parameters) throws IOException {
        List<NamedArray> arrays = new ArrayList<>();
        for (Parameter parameter : parameters) {
            arrays.add(new NamedArray(
                    parameter.name(), parameter.shape(), parameter.tensor().storage()));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(STEP, Long.toString(step));
        metadata.put(SETTINGS, settings);
        Safetensors.write(file, arrays, metadata);
    }

    /**
     * Reads a checkpoint into {@code parameters}.
     *
     * @param settings those of the program that goes on; they must be those of the file
     * @return the number of steps done
     * @throws IOException if the file cannot be read, was made under other settings, or its names, shapes or types are not
     *     those of the parameters; the message says which, and no parameter has changed
     */
    public static long read(Path file, String settings, List<Parameter> parameters) throws IOException {
        try (Safetensors stored = Safetensors.open(file)) {
            String made = settingsOf(stored);
            if (!made.equals(settings)) {
                throw new IOException(
                        file + " was made with the settings\n  " + made + "\nbut these are\n  " + settings);
            }
            Map<Parameter, Tensor> values = new LinkedHashMap<>();
            Set<String> unknown = new HashSet<>(stored.names());
            for (Parameter parameter : parameters) {
                if (!unknown.remove(parameter.name())) {
                    throw new IOException(file + " has no tensor named " + parameter.name());
                }
                NamedArray array = stored.read(parameter.name());
                if (!array.shape().equals(parameter.shape()) || array.storage().dtype() != parameter.dtype()) {
                    throw new IOException(file + ": " + parameter.name() + " is "
                            + array.storage().dtype() + array.shape() + ", expected " + parameter.dtype()
                            + parameter.shape());
                }
                values.put(parameter, Tensor.wrap(array.shape(), array.storage()));
            }
            if (!unknown.isEmpty()) {
                throw new IOException(file + " has tensors that this model does not: " + unknown);
            }
            long step = stepOf(file, stored);
            values.forEach(Parameter::assign);
            return step;
        }
    }

    private static String settingsOf(Safetensors stored) {
        return stored.metadata().getOrDefault(SETTINGS, "");
    }

    private static long stepOf(Path file, Safetensors stored) throws IOException {
        try {
            return Long.parseLong(stored.metadata().getOrDefault(STEP, ""));
        } catch (NumberFormatException e) {
            throw new IOException(file + " does not say how many steps were done", e);
        }
    }
}
