package org.gaspard.benchmarks.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.Diagram;

/**
 * A few numbers that stand for results too long to compare: for an array r, {@code ‖r‖₂} and {@code Σ rᵢ uᵢ} with fixed
 * numbers u in [-1, 1), which a wrong element or a wrong order changes.
 *
 * @param entries one for each array or number
 */
public record Fingerprint(List<Entry> entries) {

    /**
     * One of the numbers.
     *
     * @param value the number itself
     * @param scale what its error is measured against: the norm of the array it was made of
     */
    public record Entry(double value, double scale) {}

    private static final int SEED = 99;
    private static final double NEGLIGIBLE = 1e-6;

    /** Copies the list. */
    public Fingerprint {
        entries = List.copyOf(entries);
    }

    /** That of some results; of a scalar, the number itself. */
    public static Fingerprint of(Tensor... results) {
        Tensor.evaluate(results);
        return new Fingerprint(Stream.of(results)
                .flatMap(result -> entries(result.storage()).stream())
                .toList());
    }

    /**
     * That of the bars of one dimension: how many have a length, exact, and the sum of the lengths.
     *
     * @param bars without bars of length zero
     */
    public static Fingerprint of(Diagram bars) {
        double total = Arrays.stream(bars.finite().lengths()).sum();
        return new Fingerprint(List.of(new Entry(bars.size(), 1), new Entry(total, total)));
    }

    private static List<Entry> entries(Storage numbers) {
        double squares = 0;
        double product = 0;
        for (int i = 0; i < numbers.size(); i++) {
            double r = numbers.get(i);
            squares += r * r;
            product += r * Pattern.at(SEED, i);
        }
        double norm = Math.sqrt(squares);
        return List.of(new Entry(norm, norm), new Entry(product, norm));
    }

    /** The numbers of this one, then those of another. */
    public Fingerprint and(Fingerprint other) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(other.entries);
        return new Fingerprint(all);
    }

    /**
     * The largest difference in a number, relative to its scale or to a millionth of the largest scale of all, if that is
     * more: what cancels leaves nothing but rounding. Infinite if the counts differ or a number is not finite.
     */
    public double distance(Fingerprint other) {
        if (entries.size() != other.entries.size()) {
            return Double.POSITIVE_INFINITY;
        }
        double floor = Math.max(Double.MIN_NORMAL, NEGLIGIBLE * Math.max(largestScale(), other.largestScale()));
        double largest = 0;
        for (int i = 0; i < entries.size(); i++) {
            Entry a = entries.get(i);
            Entry b = other.entries.get(i);
            double scale = Math.max(Math.max(a.scale, b.scale), floor);
            double distance = Math.abs(a.value - b.value) / scale;
            largest = Math.max(largest, Double.isFinite(distance) ? distance : Double.POSITIVE_INFINITY);
        }
        return largest;
    }

    private double largestScale() {
        return entries.stream().mapToDouble(Entry::scale).max().orElse(0);
    }

    /** Values and scales in one line, as {@link #parse} reads them. */
    @Override
    public String toString() {
        return entries.stream().map(entry -> entry.value + "/" + entry.scale).collect(Collectors.joining(" "));
    }

    /** Reads what {@link #toString} writes. */
    public static Fingerprint parse(String line) {
        return new Fingerprint(Stream.of(line.strip().split("\\s+"))
                .map(word -> {
                    int slash = word.indexOf('/');
                    return new Entry(
                            Double.parseDouble(word.substring(0, slash)),
                            Double.parseDouble(word.substring(slash + 1)));
                })
                .toList());
    }
}
