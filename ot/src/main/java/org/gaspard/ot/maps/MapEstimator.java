package org.gaspard.ot.maps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.ot.Cost;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.SinkhornDivergenceLoss;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * Trains a network T to be a map from one distribution to another that is good in the sense of a {@link MapRegulariser} ([UC23,
 * section 4], and with the Gromov-Monge gap [U24, section 3]): each step draws a batch from both and takes an Adam step on
 *
 * <pre>{@code
 * S_ε(T(x), y) + λ R(x, T(x))
 * }</pre>
 *
 * <p>with S_ε the Sinkhorn divergence of images and targets. A step is one plan, solvers included.
 *
 * @param fittingCost the cost of the divergence
 * @param fitting the solver of the divergence
 * @param regulariser R
 * @param weight λ, at least 0
 * @param batch the points of each batch, at least 2
 * @param steps how many steps, at least 1
 * @param learningRate that of Adam, above 0
 */
public record MapEstimator(
        Cost fittingCost,
        EntropicTransport fitting,
        MapRegulariser regulariser,
        double weight,
        int batch,
        int steps,
        double learningRate) {

    /** Checks the ranges. */
    public MapEstimator {
        Checks.nonNegative("weight", weight);
        Checks.atLeast("batch", batch, 2);
        Checks.atLeast("steps", steps, 1);
        Checks.positive("learningRate", learningRate);
    }

    /**
     * Values of the two parts of the loss, without λ, step by step.
     *
     * @param fitting S_ε
     * @param penalty R
     */
    public record History(double[] fitting, double[] penalty) {}

    /**
     * Trains a network in place.
     *
     * @param network T, from [n, d] to [n, e]
     * @param source draws a batch with a key, [batch, d], float32
     * @param target draws a batch with a key, [batch, e], float32
     * @param key for all draws
     * @throws IllegalArgumentException if a draw has another type, or the loss is not finite in some step, which is then named
     */
    public History fit(
            Layer network, Function<RandomKey, Tensor> source, Function<RandomKey, Tensor> target, RandomKey key) {
        Optimizer optimizer = new Adam(network.parameters());
        TensorType from = source.apply(key.child(0)).type();
        TensorType to = target.apply(key.child(0)).type();
        check("source", from);
        check("target", to);
        List<Parameter> state = Stream.of(network.parameters(), network.buffers(), optimizer.state())
                .flatMap(List::stream)
                .distinct()
                .toList();
        List<TensorType> inputs = List.of(from, to, RandomKey.type(), new TensorType(Shape.scalar(), DType.FLOAT64));
        CapturedStep step = CapturedStep.capture(inputs, state, in -> {
            ForwardPass pass = ForwardPass.training(new RandomKey(in.get(2)));
            Tensor images = network.apply(in.get(0), pass);
            Tensor fit = SinkhornDivergenceLoss.ofPoints(fittingCost, images, in.get(1), fitting)
                    .value();
            Tensor penalty = regulariser.penalty(in.get(0), images);
            Map<Parameter, Tensor> updates = new LinkedHashMap<>(pass.updates());
            updates.putAll(optimizer.updates(fit.add(penalty.multiply(weight)), in.get(3)));
            return new CapturedStep.Result(new ArrayList<>(List.of(fit, penalty)), updates);
        });
        double[] fits = new double[steps];
        double[] penalties = new double[steps];
        for (int t = 0; t < steps; t++) {
            RandomKey draw = key.child(t + 1);
            List<Tensor> values = step.run(
                    source.apply(draw.child(0)),
                    target.apply(draw.child(1)),
                    draw.child(2).words(),
                    Tensor.scalar(learningRate));
            fits[t] = values.get(0).item();
            penalties[t] = values.get(1).item();
            if (!Double.isFinite(fits[t] + weight * penalties[t])) {
                throw new IllegalArgumentException("in step " + t + " the divergence is " + fits[t]
                        + " and the penalty " + penalties[t] + ", expected finite numbers: take a lower learning rate"
                        + " or a larger epsilon");
            }
        }
        return new History(fits, penalties);
    }

    private void check(String name, TensorType type) {
        if (type.shape().rank() != 2 || type.shape().extent(0) != batch || type.dtype() != DType.FLOAT32) {
            throw new IllegalArgumentException(
                    "a draw of " + name + " has type " + type + ", expected float32 [" + batch + ", d]");
        }
    }
}
