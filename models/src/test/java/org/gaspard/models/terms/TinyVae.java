package org.gaspard.models.terms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** A small model with the weights, images and posteriors of the script vae_terms.py, for tests of terms. */
public final class TinyVae {

    public static final int IMAGES = 6;
    public static final int LATENTS = 3;
    static final RandomKey KEY = RandomKey.of(7);

    private TinyVae() {}

    /** {@code scale · sin(step · i + shift)} at position i. */
    public static Tensor wave(double scale, double step, double shift, int... shape) {
        double[] numbers = new double[Shape.of(shape).size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = scale * Math.sin(step * i + shift);
        }
        return Tensor.of(numbers, shape);
    }

    public static Tensor images() {
        return wave(0.45, 1.7, 0.3, IMAGES, 2, 2, 1).add(0.5).computedNow();
    }

    static Tensor mean() {
        return wave(1.1, 1.3, 0.2, IMAGES, LATENTS);
    }

    static Tensor logVariance() {
        return wave(0.8, 0.9, 1, IMAGES, LATENTS).subtract(0.7).computedNow();
    }

    static Tensor latent() {
        return new GaussianPosterior(mean(), logVariance())
                .mean()
                .add(logVariance().multiply(0.5).exp().multiply(wave(1.2, 2.1, 0.4, IMAGES, LATENTS)))
                .computedNow();
    }

    public static Vae model(Likelihood likelihood, DType dtype) {
        WeightInit init = WeightInit.standard().withDType(dtype);
        Sequential encoder = new Sequential(new Flatten(), new Linear("encoder", 4, 2 * LATENTS, KEY.child(1), init));
        Sequential decoder = new Sequential(
                new Linear("decoder.fc1", LATENTS, 5, KEY.child(2), init),
                new Activation.Tanh(),
                new Linear("decoder.fc2", 5, 4, KEY.child(3), init),
                new Reshape(Shape.of(2, 2, 1)));
        Vae model = new Vae(encoder, decoder, LATENTS, likelihood);
        double shift = 0;
        for (Parameter p : model.parameters()) {
            p.assign(wave(0.7, 1.9, shift++, p.shape().toArray()).cast(dtype));
        }
        return model;
    }

    static Vae model() {
        return model(new Likelihood.Bernoulli(), DType.FLOAT64);
    }

    /** A pass with these posteriors and latents, whatever the encoder says; the first key is child 0 of {@link #KEY}. */
    static VaePass pass(Vae model, Tensor mean, Tensor logVariance, Tensor latent, Map<Parameter, Tensor> substitutes) {
        ForwardPass pass = ForwardPass.training(KEY).with(substitutes);
        return new VaePass(
                model, pass, images(), new GaussianPosterior(mean, logVariance), latent, model.decode(latent, pass));
    }

    static VaePass pass() {
        return pass(model(), mean(), logVariance(), latent(), Map.of());
    }

    static Term.Value value(Term term) {
        return value(term, pass());
    }

    /** The value at step 0 of the term's schedules. */
    static Term.Value value(Term term, VaePass pass) {
        Map<Schedule, Tensor> numbers = new LinkedHashMap<>();
        term.schedules().forEach(schedule -> numbers.put(schedule, Tensor.scalar((float) schedule.at(0))));
        return term.value(pass.withScheduled(numbers));
    }

    /** Holds gradient and second gradient of a function of posteriors and latents against central differences. */
    static void checkGradient(Term term) {
        checkGradient(pass -> value(term, pass).value());
    }

    static void checkGradient(Function<VaePass, Tensor> value) {
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> value.apply(pass(model(), xs.get(0), xs.get(1), xs.get(2), Map.of())),
                        mean(),
                        logVariance(),
                        latent());
    }

    /** Holds gradient and second gradient in parameters against central differences. */
    static void checkGradient(Vae model, Term term, List<Parameter> parameters) {
        checkGradient(model, pass -> term.value(pass).value(), parameters);
    }

    static void checkGradient(Vae model, Function<VaePass, Tensor> value, List<Parameter> parameters) {
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> {
                            Map<Parameter, Tensor> values = new LinkedHashMap<>();
                            for (int i = 0; i < xs.size(); i++) {
                                values.put(parameters.get(i), xs.get(i));
                            }
                            return value.apply(pass(model, mean(), logVariance(), latent(), values));
                        },
                        parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new));
    }

    /** The values of the sum of the terms in {@code steps} captured steps of Adam in float32, all parameters trained, schedules at step 0. */
    static List<Map<String, Double>> train(int steps, Term... terms) {
        Vae model = model(new Likelihood.Bernoulli(), DType.FLOAT32);
        List<Parameter> trained = Stream.concat(
                        model.parameters().stream(), Stream.of(terms).flatMap(t -> t.parameters().stream()))
                .toList();
        Adam adam = new Adam(trained);
        List<Parameter> state = new ArrayList<>(trained);
        Stream.of(terms).forEach(t -> state.addAll(t.buffers()));
        state.addAll(adam.state());
        Tensor images = images().cast(DType.FLOAT32).computedNow();
        List<String> names = new ArrayList<>();
        CapturedStep step =
                CapturedStep.capture(List.of(images.type(), RandomKey.type()), List.copyOf(state), inputs -> {
                    VaePass pass = model.forward(inputs.get(0), ForwardPass.training(new RandomKey(inputs.get(1))));
                    Tensor loss = Tensor.full(new TensorType(Shape.scalar(), DType.FLOAT32), 0);
                    List<Tensor> row = new ArrayList<>();
                    for (Term term : terms) {
                        Term.Value value = value(term, pass);
                        loss = loss.add(value.value());
                        names.add(term.name());
                        row.add(value.value());
                        value.diagnostics().forEach((name, number) -> {
                            names.add(name);
                            row.add(number);
                        });
                    }
                    Map<Parameter, Tensor> updates =
                            new LinkedHashMap<>(pass.pass().updates());
                    updates.putAll(adam.updates(loss, Tensor.scalar(0.01)));
                    return new CapturedStep.Result(row, updates);
                });
        List<Map<String, Double>> rows = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            List<Tensor> numbers = step.run(images, RandomKey.of(100 + t).words());
            Map<String, Double> row = new LinkedHashMap<>();
            for (int i = 0; i < numbers.size(); i++) {
                row.put(names.get(i), numbers.get(i).item());
            }
            rows.add(row);
        }
        return rows;
    }
}
