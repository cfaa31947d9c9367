package org.gaspard.topology.diagram;

import java.util.function.DoubleBinaryOperator;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * A weight of finite bars, as a value. One that vanishes on the diagonal, as all of these do but a constant, is what the
 * stability of weighted sums over a diagram rests on.
 */
public sealed interface Weight {

    /** {@code (d − b)^p}; p = 0 is the constant 1. */
    record Power(double p) implements Weight {
        public Power {
            Checks.nonNegative("p", p);
        }
    }

    /** {@code min((d − b) / end, 1)}: linear up to a length, 1 beyond ([AEK17]). */
    record Ramp(double end) implements Weight {
        public Ramp {
            Checks.positive("end", end);
        }
    }

    /** {@code arctan(c (d − b)^p)} ([KHF16]). */
    record Arctan(double c, double p) implements Weight {
        public Arctan {
            Checks.positive("c", c);
            Checks.positive("p", p);
        }
    }

    /**
     * A function of birth and death, finite and non-negative; equal to another one only when the function is the same
     * object.
     */
    record Custom(String name, DoubleBinaryOperator function) implements Weight {}

    static Weight power(double p) {
        return new Power(p);
    }

    static Weight ramp(double end) {
        return new Ramp(end);
    }

    static Weight arctan(double c, double p) {
        return new Arctan(c, p);
    }

    static Weight of(String name, DoubleBinaryOperator function) {
        return new Custom(name, function);
    }

    /**
     * The weight of {@code [birth, death)}.
     *
     * @throws IllegalArgumentException if a custom function gives a negative number, NaN or infinity
     */
    default double at(double birth, double death) {
        double length = death - birth;
        return switch (this) {
            case Power(double p) -> Math.pow(length, p);
            case Ramp(double end) -> Math.min(length / end, 1);
            case Arctan(double c, double p) -> Math.atan(c * Math.pow(length, p));
            case Custom(String name, DoubleBinaryOperator function) ->
                Checks.nonNegative(
                        "weight " + name + " of [" + birth + ", " + death + ")", function.applyAsDouble(birth, death));
        };
    }

    /** The weights of all bars of a diagram without essential bars. */
    default double[] of(Diagram diagram) {
        Require.finite("diagram", diagram);
        double[] weights = new double[diagram.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = at(diagram.birth(i), diagram.death(i));
        }
        return weights;
    }
}
