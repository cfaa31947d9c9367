package org.gaspard.models.flow.wave;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.models.check.Checks;
import org.gaspard.models.flow.Potential;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * The flow of one transformation.
 *
 * @param potential u
 * @param speed c, []; learned, of either sign
 */
public record WaveField(Potential potential, Parameter speed) {

    /** Checks the shape. */
    public WaveField {
        Checks.same("the shape of speed", speed.shape(), Shape.scalar());
    }

    /**
     * One for each of {@code count} transformations in float32, as {@link Potential#family}, with c = 1; speeds are called
     * name0.speed, name1.speed, …
     */
    public static List<WaveField> family(String name, int count, int latents, int width, RandomKey key) {
        List<Potential> potentials = Potential.family(name, count, latents, width, key);
        return IntStream.range(0, count)
                .mapToObj(k -> new WaveField(potentials.get(k), new Parameter(name + k + ".speed", Tensor.scalar(1f))))
                .toList();
    }

    /** Of the potential, then the speed. */
    public List<Parameter> parameters() {
        return Stream.concat(potential.parameters().stream(), Stream.of(speed)).toList();
    }
}
