package org.gaspard.benchmarks.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A function of fixed inputs as it runs within a captured step: its results go to arrays that are there already, so that
 * the kernels are timed and not the making of arrays. The peer writes to given arrays too, or to blocks that its
 * allocator keeps.
 */
public final class Kept implements Workload {

    private final Tensor[] inputs;
    private final List<Parameter> results;
    private final CapturedStep step;

    /** Captures the function. */
    public Kept(List<Tensor> inputs, Function<List<Tensor>, List<Tensor>> function) {
        this.inputs = inputs.toArray(Tensor[]::new);
        this.results = function.apply(inputs).stream()
                .map(result -> new Parameter("result", Tensor.full(result.type(), 0)))
                .toList();
        this.step = CapturedStep.capture(inputs.stream().map(Tensor::type).toList(), results, in -> {
            List<Tensor> values = function.apply(in);
            Map<Parameter, Tensor> updates = new LinkedHashMap<>();
            IntStream.range(0, values.size()).forEach(i -> updates.put(results.get(i), values.get(i)));
            return new CapturedStep.Result(List.of(), updates);
        });
    }

    @Override
    public Fingerprint check() {
        step();
        return Fingerprint.of(results.stream().map(Parameter::tensor).toArray(Tensor[]::new));
    }

    @Override
    public void step() {
        step.run(inputs);
    }
}
