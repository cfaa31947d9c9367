package org.gaspard.autodiff.nn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/** What layers with a weight and perhaps a bias share. */
final class Weights {

    private Weights() {}

    static void input(boolean fits, Parameter weight, String expected, Tensor x) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "the layer of " + weight + " takes " + expected + ", found an input of " + x.type());
        }
    }

    static void bias(Optional<Parameter> bias, Parameter weight, int... extents) {
        bias.ifPresent(b -> {
            if (!b.shape().equals(Shape.of(extents)) || b.dtype() != weight.dtype()) {
                throw new IllegalArgumentException("bias " + b + " does not fit weight " + weight);
            }
        });
    }

    static void rank(Parameter weight, int rank, String expected) {
        if (weight.shape().rank() != rank) {
            throw new IllegalArgumentException("weight " + weight + " must be " + expected);
        }
    }

    static Tensor plusBias(Tensor y, Optional<Parameter> bias, ForwardPass pass) {
        return bias.map(b -> y.add(pass.value(b))).orElse(y);
    }

    static List<Parameter> list(Parameter weight, Optional<Parameter> bias) {
        return Stream.concat(Stream.of(weight), bias.stream()).toList();
    }
}
