package org.gaspard.models.protocols;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A search: protocols, each with all combinations of some numbers.
 *
 * @param name by which it is found among the {@link PublishedProtocols}
 * @param note what else to know
 * @param bases the protocols
 * @param ranges the numbers that are tried, by name
 */
public record Grid(String name, String note, List<Protocol> bases, SequencedMap<String, Sourced<List<Double>>> ranges) {

    /**
     * Copies.
     *
     * @throws IllegalArgumentException if there is no protocol, a range is empty, or a protocol does not have its number
     */
    public Grid {
        bases = List.copyOf(bases);
        ranges = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(ranges));
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("bases must have at least one protocol, found none");
        }
        for (String number : ranges.keySet()) {
            if (ranges.get(number).value().isEmpty()) {
                throw new IllegalArgumentException(
                        "the range of " + number + " must have at least one number, found none");
            }
            bases.forEach(base -> base.method().number(number));
        }
    }

    /** Some protocols as they are. */
    public Grid(String name, String note, List<Protocol> bases) {
        this(name, note, bases, new LinkedHashMap<>());
    }

    /** This grid with a further range, or another one in its place. */
    public Grid over(String number, double... values) {
        return over(number, Sourced.unknown(Arrays.stream(values).boxed().toList(), "set by the user"));
    }

    /** This grid with a further range, or another one in its place. */
    public Grid over(String number, Sourced<List<Double>> values) {
        SequencedMap<String, Sourced<List<Double>>> changed = new LinkedHashMap<>(ranges);
        changed.put(number, values);
        return new Grid(name, note, bases, changed);
    }

    /** The number of its protocols. */
    public int size() {
        return ranges.values().stream()
                .mapToInt(range -> range.value().size())
                .reduce(bases.size(), Math::multiplyExact);
    }

    /** All of them: protocol after protocol, and of each the last range varies fastest. */
    public List<Protocol> protocols() {
        List<Protocol> all = bases;
        for (var range : ranges.entrySet()) {
            List<Protocol> next = new ArrayList<>();
            for (Protocol protocol : all) {
                Sourced<List<Double>> values = range.getValue();
                for (double value : values.value()) {
                    next.add(protocol.with(range.getKey(), new Sourced<>(value, values.confidence(), values.note())));
                }
            }
            all = next;
        }
        return all;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
