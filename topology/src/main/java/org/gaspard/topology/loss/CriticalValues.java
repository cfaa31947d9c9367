package org.gaspard.topology.loss;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.cubical.CriticalDiagram;

/**
 * The births and deaths of finite bars as tensors, gathered from the numbers in which they are differentiated ([CCG21],
 * [LOT22]).
 *
 * @param births one for each bar, [b]
 * @param deaths one for each bar, [b]
 */
public record CriticalValues(Tensor births, Tensor deaths) {

    /**
     * The finite bars of a diagram.
     *
     * @param values the pixels or vertices from which the diagram was computed, of any shape; for superlevel sets negated
     */
    public static CriticalValues of(Tensor values, CriticalDiagram diagram) {
        int[] finite = bars(diagram, false);
        return new CriticalValues(
                gather(values, diagram.birthPixels(), finite), gather(values, diagram.deathPixels(), finite));
    }

    /** The births of the essential bars of a diagram, [e]; the values as in {@link #of}. */
    public static Tensor essentialBirths(Tensor values, CriticalDiagram diagram) {
        return gather(values, diagram.birthPixels(), bars(diagram, true));
    }

    private static int[] bars(CriticalDiagram diagram, boolean essential) {
        return IntStream.range(0, diagram.size())
                .filter(bar -> essential == (diagram.deathPixels()[bar] == CriticalDiagram.NONE))
                .toArray();
    }

    private static Tensor gather(Tensor values, int[] pixels, int[] bars) {
        int[] at = Arrays.stream(bars).map(bar -> pixels[bar]).toArray();
        return values.reshape(values.size()).gather(0, Tensor.of(at));
    }

    /** {@code death − birth}, [b]. */
    public Tensor lengths() {
        return deaths.subtract(births);
    }

    /** {@code Σ (death − birth)}, a scalar. */
    public Tensor totalPersistence() {
        return lengths().sum();
    }

    /**
     * {@code Σ (death − birth)^p}, a scalar; without bars 0.
     *
     * @throws IllegalArgumentException if p is not a finite number of at least 1: below 1 the gradient is infinite at bars
     *     of length zero
     */
    public Tensor powerSum(double p) {
        if (!(p >= 1) || Double.isInfinite(p)) {
            throw new IllegalArgumentException("p is " + p + ", expected a finite number of at least 1");
        }
        return lengths().power(p).sum();
    }
}
