package org.gaspard.autodiff.nn;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * What layers need to know of one evaluation of a network, and what they want to remember of it: whether it trains,
 * where random numbers come from, what parameters are read as, and the {@linkplain #updates updates} of buffers.
 *
 * <p>Make one for each training step, inside the captured function, and put its updates into the step's result. The
 * buffers must be among the captured parameters, or each run would start from the same ones.
 *
 * {@snippet :
 * ForwardPass pass = ForwardPass.training(new RandomKey(inputs.get(1)));
 * Tensor loss = Losses.squaredError(network.apply(inputs.get(0), pass), target).mean();
 * Map<Parameter, Tensor> updates = new LinkedHashMap<>(pass.updates());
 * }
 *
 * <p>Not safe for use by several threads at once.
 */
public final class ForwardPass {

    private static final class Memory {
        private final Map<Parameter, Tensor> updates = new LinkedHashMap<>();
        private final Map<Parameter, RandomKey> keys = new LinkedHashMap<>();
        private final Map<Object, Object> made = new IdentityHashMap<>();
        private int keysGiven;
    }

    private final boolean training;
    private final Optional<RandomKey> key;
    private final Map<Parameter, Tensor> substitutes;
    private final Memory memory;

    private ForwardPass(boolean training, Optional<RandomKey> key, Map<Parameter, Tensor> substitutes, Memory memory) {
        this.training = training;
        this.key = key;
        this.substitutes = substitutes;
        this.memory = memory;
    }

    /** A pass of a network in use: running statistics are read, nothing is dropped out, nothing updated. */
    public static ForwardPass evaluation() {
        return new ForwardPass(false, Optional.empty(), Map.of(), new Memory());
    }

    /** A training pass of a network without random layers. */
    public static ForwardPass training() {
        return new ForwardPass(true, Optional.empty(), Map.of(), new Memory());
    }

    /** A training pass; random layers draw from children of {@code key}, in the order in which they are applied. */
    public static ForwardPass training(RandomKey key) {
        return new ForwardPass(true, Optional.of(key), Map.of(), new Memory());
    }

    /** This pass, with {@code value} read in the place of {@code parameter}; updates and keys stay shared. */
    public ForwardPass with(Parameter parameter, Tensor value) {
        return with(Map.of(parameter, value));
    }

    /**
     * This pass, with other numbers read in the place of some parameters: averaged weights, normalised weights, weights
     * after an inner step of meta-learning. Updates and keys stay shared.
     *
     * @throws IllegalArgumentException if a type differs from the parameter's
     */
    public ForwardPass with(Map<Parameter, Tensor> values) {
        Map<Parameter, Tensor> all = new LinkedHashMap<>(substitutes);
        values.forEach((parameter, value) -> {
            checkType(parameter, value);
            all.put(parameter, value);
        });
        return new ForwardPass(training, key, all, memory);
    }

    /**
     * This pass with networks in use: numbers are those of this pass, its updates so far among them, but running statistics are
     * read, nothing is dropped out, nothing updated.
     */
    public ForwardPass evaluating() {
        return new ForwardPass(false, key, substitutes, memory);
    }

    /** Whether statistics come from the batch and random layers act. */
    public boolean isTraining() {
        return training;
    }

    /** What {@code parameter} is in this pass: its last update here, else what was put in its place, else its leaf. */
    public Tensor value(Parameter parameter) {
        Tensor updated = memory.updates.get(parameter);
        if (updated != null) {
            return updated;
        }
        Tensor substitute = substitutes.get(parameter);
        return substitute != null ? substitute : parameter.tensor();
    }

    /**
     * Remembers what {@code buffer} becomes; a layer applied again in this pass goes on from there. No gradient flows
     * through an update.
     *
     * @throws IllegalArgumentException if the type differs from the buffer's
     */
    public void update(Parameter buffer, Tensor value) {
        checkType(buffer, value);
        memory.updates.put(buffer, value.stopGradient());
    }

    /** What buffers become, in the order of their first update. */
    public Map<Parameter, Tensor> updates() {
        return Collections.unmodifiableMap(memory.updates);
    }

    /** Writes the updates now: for programs that do not capture their steps. */
    public void commit() {
        Tensor.evaluate(memory.updates.values().toArray(Tensor[]::new));
        memory.updates.forEach(Parameter::assign);
    }

    /**
     * A key that no other call in this pass returns.
     *
     * @throws IllegalStateException if the pass has no source of random numbers
     */
    public RandomKey nextKey() {
        return key.orElseThrow(() -> new IllegalStateException(
                        "a layer draws random numbers: make the pass by ForwardPass.training(key)"))
                .child(memory.keysGiven++);
    }

    /**
     * The key of {@code owner} in this pass: the first call takes the {@linkplain #nextKey next} one, later calls return the same,
     * so that functions which know nothing of each other see the same random numbers.
     */
    public RandomKey keyOf(Parameter owner) {
        return memory.keys.computeIfAbsent(owner, any -> nextKey());
    }

    /**
     * What {@code make} gives at the first call for this owner; later calls return the same. For what functions that know nothing of
     * each other compute once together, such as a batch of generated images: layers with running statistics then count it once.
     *
     * @param owner whose thing it is, by identity; each owner has one thing
     * @param type of the thing
     */
    public <T> T once(Object owner, Class<T> type, Supplier<T> make) {
        Object known = memory.made.get(owner);
        if (known == null) {
            known = Objects.requireNonNull(make.get());
            memory.made.put(owner, known);
        }
        return type.cast(known);
    }

    private static void checkType(Parameter parameter, Tensor value) {
        if (!value.shape().equals(parameter.shape()) || value.dtype() != parameter.dtype()) {
            throw new IllegalArgumentException("parameter " + parameter + " cannot become " + value.type());
        }
    }
}
