package org.gaspard.models.protocols;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.gaspard.models.check.Checks;
import org.gaspard.models.methods.BaseModel;
import org.gaspard.models.methods.Regulariser;

/**
 * What a protocol minimises.
 *
 * @param base the base model
 * @param reconstruction whether the model keeps its reconstruction
 * @param additions the regularisers
 * @param numbers those of the base model by name, then the weights of the regularisers
 */
public record Method(
        Base base,
        Sourced<Boolean> reconstruction,
        List<Addition> additions,
        SequencedMap<String, Sourced<Double>> numbers) {

    /**
     * Copies.
     *
     * @throws IllegalArgumentException if the numbers are not those of the model and the regularisers, or one is negative or not
     *     finite
     */
    public Method {
        additions = List.copyOf(additions);
        List<String> expected = new ArrayList<>(base.numbers());
        additions.forEach(addition -> expected.add(addition.weight()));
        SequencedMap<String, Sourced<Double>> ordered = new LinkedHashMap<>();
        for (String name : expected) {
            Sourced<Double> number = numbers.get(name);
            if (number != null) {
                Checks.nonNegative(name, number.value());
            }
            if (number == null || ordered.put(name, number) != null) {
                throw new IllegalArgumentException(
                        "numbers must be " + expected + ", each once, found " + numbers.keySet());
            }
        }
        if (ordered.size() < numbers.size()) {
            throw new IllegalArgumentException("numbers must be " + expected + ", found " + numbers.keySet());
        }
        numbers = Collections.unmodifiableSequencedMap(ordered);
    }

    /**
     * A model with its reconstruction and without regularisers.
     *
     * @param numbers in the order of {@link Base#numbers}
     * @throws IllegalArgumentException if there are fewer or more
     */
    @SafeVarargs
    public static Method of(Base base, Sourced<Double>... numbers) {
        List<String> names = base.numbers();
        if (numbers.length != names.size()) {
            throw new IllegalArgumentException("numbers must be " + names + ", found " + numbers.length + " numbers");
        }
        SequencedMap<String, Sourced<Double>> named = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            named.put(names.get(i), numbers[i]);
        }
        return new Method(base, Sourced.text(true, ""), List.of(), named);
    }

    /**
     * This method with a further regulariser.
     *
     * @throws IllegalArgumentException if there is one of this kind already
     */
    public Method plus(Addition addition, Sourced<Double> weight) {
        List<Addition> more = new ArrayList<>(additions);
        more.add(addition);
        SequencedMap<String, Sourced<Double>> weighted = new LinkedHashMap<>(numbers);
        weighted.put(addition.weight(), weight);
        return new Method(base, reconstruction, more, weighted);
    }

    /** This method with or without the model's reconstruction. */
    public Method withReconstruction(Sourced<Boolean> kept) {
        return new Method(base, kept, additions, numbers);
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public double number(String name) {
        Sourced<Double> number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException(
                    "there is no number '" + name + "', expected one of " + numbers.keySet());
        }
        return number.value();
    }

    /**
     * This method with another number.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Method with(String name, Sourced<Double> number) {
        number(name);
        SequencedMap<String, Sourced<Double>> changed = new LinkedHashMap<>(numbers);
        changed.put(name, number);
        return new Method(base, reconstruction, additions, changed);
    }

    /** The base model, without its reconstruction if that is left out. */
    public BaseModel model() {
        BaseModel whole = base.model(this::number);
        return reconstruction.value() ? whole : whole.withoutReconstruction();
    }

    /** The regularisers, with parameters of their own. */
    public List<Regulariser> regularisers() {
        return additions.stream()
                .map(addition -> addition.regulariser(number(addition.weight())))
                .toList();
    }
}
