package org.gaspard.autodiff;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/** Frozen tensors of another program: lines "name extents numbers", written by the scripts in src/test/oracles. */
public final class OracleFile {

    private final Map<String, Tensor> tensors = new HashMap<>();

    /** The file that lies beside the class {@code beside}. */
    public OracleFile(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
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
        tensors.put(words[0], extents.length == 0 ? Tensor.scalar(numbers[0]) : Tensor.of(numbers, extents));
    }

    /** The float64 tensor of that name. */
    public Tensor get(String name) {
        Tensor found = tensors.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no tensor named " + name);
        }
        return found;
    }

    /** Whether there is a tensor of that name. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** The tensor of that name in another element type, as a leaf. */
    public Tensor get(String name, DType dtype) {
        Tensor cast = get(name).cast(dtype);
        return Tensor.wrap(cast.shape(), cast.storage());
    }
}
