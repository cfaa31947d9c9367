package org.gaspard.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A computation captured once as a function of its inputs and of parameters, and run many times: a whole training step
 * as one plan. Capturing builds the graph and compiles it; running only binds arrays. Parameters are updated where their
 * numbers lie, or go back and forth between two buffers, so a run allocates next to nothing.
 *
 * <p>Parameters and inputs are read anew at each run. Every other leaf keeps the numbers it had.
 *
 * <p>A step that is captured and run inside {@link Anomaly#detect} is checked like any other computation.
 */
public final class CapturedStep {

    /**
     * What a step computes.
     *
     * @param outputs results to return
     * @param updates what parameters become when all is computed
     */
    public record Result(List<Tensor> outputs, Map<Parameter, Tensor> updates) {

        /** Copies both. */
        public Result {
            outputs = List.copyOf(outputs);
            updates = new LinkedHashMap<>(updates);
            updates.forEach((parameter, value) -> {
                if (!value.shape().equals(parameter.shape()) || value.dtype() != parameter.dtype()) {
                    throw new IllegalArgumentException(
                            "parameter " + parameter + " cannot be updated by a value of type " + value.type());
                }
            });
        }
    }

    private sealed interface Source {
        record Input(int position) implements Source {}

        record Cell(Parameter parameter) implements Source {}

        record Fixed(Storage numbers) implements Source {}
    }

    private final List<TensorType> inputTypes;
    private final List<TensorType> outputTypes;
    private final List<Parameter> updated;
    private final List<Source> sources;
    private final Executable plan;
    private final Optional<GraphBuilder.Layout> watched;
    private final boolean[] inPlace;
    private final @Nullable Storage[] spares;

    private CapturedStep(
            List<TensorType> inputTypes,
            List<TensorType> outputTypes,
            List<Parameter> updated,
            List<Source> sources,
            Executable plan,
            Optional<GraphBuilder.Layout> watched) {
        this.inputTypes = inputTypes;
        this.outputTypes = outputTypes;
        this.updated = updated;
        this.sources = sources;
        this.plan = plan;
        this.watched = watched;
        this.inPlace = new boolean[updated.size()];
        for (int i = 0; i < inPlace.length; i++) {
            int leaf = plan.overwritableLeaf(outputTypes.size() + i);
            inPlace[i] =
                    leaf >= 0 && sources.get(leaf) instanceof Source.Cell(Parameter cell) && cell == updated.get(i);
        }
        this.spares = new Storage[updated.size()];
    }

    /**
     * Captures {@code body}, which is called once with a placeholder for each input.
     *
     * @param parameters every parameter that the body reads and that changes between runs
     */
    public static CapturedStep capture(
            List<TensorType> inputTypes, List<Parameter> parameters, Function<List<Tensor>, Result> body) {
        List<Tensor> placeholders = inputTypes.stream().map(Tensor::placeholder).toList();
        Map<Tensor, Source> known = new IdentityHashMap<>();
        for (int i = 0; i < placeholders.size(); i++) {
            known.put(placeholders.get(i), new Source.Input(i));
        }
        for (Parameter parameter : parameters) {
            known.put(parameter.tensor(), new Source.Cell(parameter));
        }
        Result result = body.apply(placeholders);
        List<Tensor> results = new ArrayList<>(result.outputs());
        results.addAll(result.updates().values());
        // What follows from an input or a parameter is computed at each run, also if somebody has looked at it already.
        Set<Tensor> changing = Descendants.of(known.keySet(), results);
        GraphBuilder.Layout layout = GraphBuilder.layout(
                results, tensor -> tensor.op() instanceof Op.Leaf || tensor.isComputed() && !changing.contains(tensor));
        List<Source> sources = new ArrayList<>();
        for (int position : layout.graph().leaves().toArray()) {
            Tensor leaf = layout.tensors().get(position);
            Source source = known.get(leaf);
            sources.add(source != null ? source : new Source.Fixed(leaf.computed()));
        }
        return new CapturedStep(
                List.copyOf(inputTypes),
                result.outputs().stream().map(Tensor::type).toList(),
                List.copyOf(result.updates().keySet()),
                sources,
                Engine.current().plan(layout.graph()),
                Anomaly.isOn() ? Optional.of(layout) : Optional.empty());
    }

    /**
     * Runs the step: reads inputs and parameters, computes, updates the parameters.
     *
     * @return the outputs, computed
     * @throws IllegalArgumentException if an input does not have the type it was captured with
     */
    public List<Tensor> run(Tensor... inputs) {
        checkTypes(inputs);
        List<Storage> leaves = new ArrayList<>(sources.size());
        for (Source source : sources) {
            leaves.add(
                    switch (source) {
                        case Source.Input(int position) -> inputs[position].storage();
                        case Source.Cell(Parameter parameter) -> parameter.storage();
                        case Source.Fixed(Storage numbers) -> numbers;
                    });
        }
        List<Storage> results = new ArrayList<>(outputTypes.size() + updated.size());
        for (TensorType type : outputTypes) {
            results.add(Storage.allocate(type.dtype(), type.shape().size()));
        }
        for (int i = 0; i < spares.length; i++) {
            results.add(destination(i));
        }
        if (Anomaly.isOn() && watched.isPresent()) {
            Anomaly.check(Engine.current(), watched.get(), leaves);
        }
        plan.run(leaves, results);
        for (int i = 0; i < spares.length; i++) {
            Storage next = results.get(outputTypes.size() + i);
            Storage old = updated.get(i).replace(next);
            spares[i] = isSame(old, next) ? null : old;
        }
        List<Tensor> outputs = new ArrayList<>(outputTypes.size());
        for (int i = 0; i < outputTypes.size(); i++) {
            outputs.add(Tensor.wrap(outputTypes.get(i).shape(), results.get(i)));
        }
        return outputs;
    }

    @SuppressWarnings("ReferenceEquality") // is it one and the same array?
    private static boolean isSame(@Nullable Storage a, Storage b) {
        return a == b;
    }

    /** Where the new numbers of an updated parameter go: over the old ones, if nobody else can see these. */
    private Storage destination(int update) {
        Parameter parameter = updated.get(update);
        Storage spare = spares[update];
        if (inPlace[update] && parameter.isUnseen()) {
            return parameter.storage();
        }
        return spare != null
                ? spare
                : Storage.allocate(parameter.dtype(), parameter.shape().size());
    }

    private void checkTypes(Tensor[] inputs) {
        if (inputs.length != inputTypes.size()) {
            throw new IllegalArgumentException(
                    "the step takes " + inputTypes.size() + " inputs " + inputTypes + ", found " + inputs.length);
        }
        for (int i = 0; i < inputs.length; i++) {
            if (!inputs[i].type().equals(inputTypes.get(i))) {
                throw new IllegalArgumentException(
                        "input " + i + " of the step is " + inputTypes.get(i) + ", found " + inputs[i].type());
            }
        }
    }

    /** What runs, in order, in words, with the bytes it needs. */
    public String explain() {
        return plan.explain();
    }
}
