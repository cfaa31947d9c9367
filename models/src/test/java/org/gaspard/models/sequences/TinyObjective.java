package org.gaspard.models.sequences;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * An objective whose gradients can be written down: with the mean m of all pixels of a batch and a weight w(t),
 *
 * <p>{@code ½ Σ (a − m)² + ½ w Σ (c_k − a)² + ½ (b − k − 1)² + r a·ε},
 *
 * <p>where all steps train a and b, those of transformation k alone c_k, and ε is normal. A buffer counts forward passes.
 */
final class TinyObjective implements SequenceObjective {

    static final int TRANSFORMATIONS = 3;

    final Parameter a = parameter("a", 0.3, -0.7);
    final Parameter b = parameter("b", 0.1);
    final List<Parameter> c = IntStream.range(0, TRANSFORMATIONS)
            .mapToObj(k -> parameter("c" + k, 1 + k, 2 - 0.5 * k))
            .toList();
    final Parameter passes = new Parameter("passes", Tensor.of(new double[] {0}));
    final Schedule weight = Schedule.linear(0.5, 2.5, 10);
    final Schedule other = Schedule.exponential(3, 0.5);
    final List<SequencePass> seen = new ArrayList<>();
    private final boolean labelled;
    private final boolean accumulating;
    private final double noise;

    TinyObjective(boolean labelled, boolean accumulating, double noise) {
        this.labelled = labelled;
        this.accumulating = accumulating;
        this.noise = noise;
    }

    private static Parameter parameter(String name, double... values) {
        return new Parameter(name, Tensor.of(values));
    }

    @Override
    public int transformations() {
        return TRANSFORMATIONS;
    }

    @Override
    public boolean labelled() {
        return labelled;
    }

    @Override
    public List<Parameter> shared() {
        return List.of(a, b);
    }

    @Override
    public List<Parameter> own(int k) {
        return labelled ? List.of(c.get(k)) : List.of();
    }

    @Override
    public List<Parameter> accumulated() {
        return accumulating ? List.of(b) : List.of();
    }

    @Override
    public List<Parameter> buffers() {
        return List.of(passes);
    }

    @Override
    public List<Schedule> schedules() {
        return List.of(other, weight);
    }

    @Override
    public Value value(SequencePass pass) {
        seen.add(pass);
        int k = pass.transformation();
        Tensor mean = pass.frames().cast(DType.FLOAT64).mean();
        Tensor w = pass.at(weight).cast(DType.FLOAT64);
        Tensor epsilon = pass.pass().nextKey().normal(DType.FLOAT64, 2);
        Tensor data = a.tensor().subtract(mean).square().sum().multiply(0.5);
        Tensor near = c.get(k).tensor().subtract(a.tensor()).square().sum().multiply(0.5);
        Tensor goal = b.tensor().subtract(k + 1).square().sum().multiply(0.5);
        Tensor drawn = a.tensor().multiply(epsilon).sum().multiply(noise);
        pass.pass().update(passes, passes.tensor().add(1));
        Map<String, Tensor> figures = new LinkedHashMap<>();
        figures.put("near", near);
        figures.put("data", data);
        figures.put("a.weight", pass.at(weight));
        figures.put("a.other", pass.at(other));
        return new Value(data.add(near.multiply(w)).add(goal).add(drawn), figures);
    }
}
