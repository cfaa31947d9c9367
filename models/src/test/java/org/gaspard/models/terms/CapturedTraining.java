package org.gaspard.models.terms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** Some steps of a small convolutional model in float32, captured once. */
public final class CapturedTraining {

    private static final int BATCH = 8;

    private CapturedTraining() {}

    /** The values of the terms at each step of a training on the likelihood, the divergence and all terms by a weight. */
    public static double[][] run(List<Term> terms, double weight, int steps) {
        ConvArchitecture architecture =
                new ConvArchitecture(List.of(4), List.of(8), List.of(8), Initialiser.fanInUniform());
        Vae vae = architecture.vae(1, 3, new Likelihood.Bernoulli(), RandomKey.of(5));
        List<Parameter> trained = Stream.concat(
                        vae.parameters().stream(), terms.stream().flatMap(term -> term.parameters().stream()))
                .distinct()
                .toList();
        Adam adam = new Adam(trained);
        List<Parameter> state = Stream.concat(trained.stream(), adam.state().stream())
                .distinct()
                .toList();
        TensorType images = new TensorType(Shape.of(BATCH, 8, 8, 1), DType.FLOAT32);
        CapturedStep step = CapturedStep.capture(List.of(images, RandomKey.type()), state, in -> {
            VaePass pass = vae.forward(in.get(0), ForwardPass.training(new RandomKey(in.get(1))));
            Tensor loss = new Reconstruction()
                    .value(pass)
                    .value()
                    .add(new KlDivergence().value(pass).value());
            List<Tensor> values = new ArrayList<>();
            for (Term term : terms) {
                Tensor value = term.value(pass).value();
                values.add(value);
                loss = loss.add(value.multiply(weight));
            }
            Map<Parameter, Tensor> updates = new LinkedHashMap<>(pass.pass().updates());
            updates.putAll(adam.updates(loss, Tensor.scalar(0.01)));
            return new CapturedStep.Result(List.of(Tensor.stack(0, values)), updates);
        });
        double[][] rows = new double[steps][];
        for (int t = 0; t < steps; t++) {
            rows[t] =
                    step.run(batch(t), RandomKey.of(900 + t).words()).getFirst().toDoubleArray();
        }
        return rows;
    }

    private static Tensor batch(int t) {
        float[] pixels = new float[BATCH * 64];
        for (int i = 0; i < pixels.length; i++) {
            int image = t * BATCH + i / 64;
            pixels[i] = (float) (0.5 + 0.5 * Math.sin(image * 0.7 + i % 64 * (0.05 + 0.01 * (image % 7))));
        }
        return Tensor.of(pixels, BATCH, 8, 8, 1);
    }
}
