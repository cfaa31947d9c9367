package org.gaspard.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/** Frozen tensors of another program: lines "name extents numbers", written by the scripts in src/test/oracles. */
public final class OracleFile {

    private final Map<String, Tensor> tensors = new HashMap<>();

    /** Reads a resource beside this class. */
    public OracleFile(String file) {
        try (InputStream in = OracleFile.class.getResourceAsStream(file)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line) {
        String[] words = line.split(" ");
        int[] extents = words[1].equals("-")
                ? new int[0]
                : Arrays.stream(words[1].split(",")).mapToInt(Integer::parseInt).toArray();
        double[] numbers = Arrays.stream(words, 2, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        tensors.put(words[0], Tensor.of(numbers, extents));
    }

    /** The float64 tensor of that name. */
    public Tensor get(String name) {
        Tensor found = tensors.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no tensor named " + name);
        }
        return found;
    }

    /** The tensor of that name in float32, as a leaf. */
    public Tensor single(String name) {
        return get(name).cast(DType.FLOAT32).computedNow();
    }

    /**
     * The largest deviation of a tensor from that of the name.
     *
     * @throws IllegalArgumentException if they have different numbers of elements
     */
    public double deviation(Tensor found, String name) {
        double[] numbers = found.toDoubleArray();
        double[] expected = get(name).toDoubleArray();
        if (numbers.length != expected.length) {
            throw new IllegalArgumentException(name + " has " + expected.length + " numbers, found " + numbers.length);
        }
        double most = 0;
        for (int i = 0; i < numbers.length; i++) {
            double apart = Math.abs(numbers[i] - expected[i]);
            most = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(most, apart);
        }
        return most;
    }

    /** The largest deviation of a value and its gradients, called "name.gradient0" and so on. */
    public double deviation(Tensor value, List<Tensor> inputs, String name) {
        List<Tensor> gradients = Autodiff.gradient(value, inputs);
        // In one plan: each by itself would compute all that they share again.
        Tensor.evaluate(Stream.concat(Stream.of(value), gradients.stream()).toList());
        double most = deviation(value, name);
        for (int i = 0; i < inputs.size(); i++) {
            most = Math.max(most, deviation(gradients.get(i), name + ".gradient" + i));
        }
        return most;
    }
}
