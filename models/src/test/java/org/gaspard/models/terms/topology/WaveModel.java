package org.gaspard.models.terms.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/** The float64 model of topology_terms.py: all of its numbers are sines of squares. */
final class WaveModel {

    static final int N = 16;
    static final RandomKey KEY = RandomKey.of(40);
    static final Tensor IMAGES = wave(0.1, 0.5, N, 2, 2, 1).add(0.5).computedNow();
    static final Tensor OTHER_IMAGES = wave(0.7, 0.5, N, 2, 2, 1).add(0.5).computedNow();
    private static final OracleFile ORACLE = new OracleFile("terms/topology/terms.txt");

    private final Parameter encoderWeight = new Parameter("encoder.weight", wave(0.2, 0.9, 4, 6));
    private final Parameter encoderBias = new Parameter("encoder.bias", wave(0.3, 0.3, 6));
    private final Parameter decoderWeight = new Parameter("decoder.weight", wave(1.1, 0.8, 3, 4));
    private final Parameter decoderBias = new Parameter("decoder.bias", wave(0.5, 0.3, 4));
    final Vae vae = new Vae(
            new Sequential(new Flatten(), new Linear(encoderWeight, Optional.of(encoderBias)), new Activation.Tanh()),
            new Sequential(
                    new Linear(decoderWeight, Optional.of(decoderBias)),
                    (x, pass) -> x.multiply(9).sin().multiply(3),
                    new Reshape(Shape.of(2, 2, 1))),
            3,
            new Likelihood.Bernoulli());

    static Tensor wave(double phase, double scale, int... shape) {
        double[] numbers = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(numbers, i -> scale * Math.sin(0.618 * (i + 1) * (i + 1) + phase));
        return Tensor.of(numbers, shape);
    }

    /** The value of a term with other numbers in the place of parameters, always with the same noise. */
    Term.Value value(Term term, List<Parameter> parameters, List<Tensor> values) {
        Map<Parameter, Tensor> substitutes = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            substitutes.put(parameters.get(i), values.get(i));
        }
        return term.value(vae.forward(IMAGES, ForwardPass.training(KEY.child(3)).with(substitutes))
                .withOtherImages(OTHER_IMAGES));
    }

    Term.Value value(Term term) {
        return value(term, List.of(), List.of());
    }

    List<Parameter> parameters(Term term) {
        return Stream.of(vae.parameters(), term.parameters())
                .flatMap(List::stream)
                .toList();
    }

    /** The largest deviation of the value and all gradients from those of the script. */
    double deviation(String oracle, Term term) {
        Tensor value = value(term).value();
        List<Parameter> parameters = parameters(term);
        List<Tensor> found = new ArrayList<>(List.of(value));
        found.addAll(Autodiff.gradient(
                value, parameters.stream().map(Parameter::tensor).toList()));
        List<Tensor> expected = new ArrayList<>(List.of(ORACLE.get(oracle)));
        for (Parameter parameter : parameters) {
            String name = term.parameters().contains(parameter) ? "scale" : parameter.name();
            expected.add(ORACLE.get(oracle + "." + name));
        }
        double largest = 0;
        for (int i = 0; i < found.size(); i++) {
            double[] a = found.get(i).toDoubleArray();
            double[] b = expected.get(i).toDoubleArray();
            for (int k = 0; k < a.length; k++) {
                double deviation = Math.abs(a[k] - b[k]);
                // A deviation that is no number is to be seen.
                largest = deviation <= largest ? largest : deviation;
            }
        }
        return largest;
    }

    static Tensor oracle(String name) {
        return ORACLE.get(name);
    }
}
