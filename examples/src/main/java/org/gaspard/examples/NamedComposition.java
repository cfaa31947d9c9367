package org.gaspard.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gaspard.datasets.sequences.Composition;
import org.gaspard.models.flow.FlowPath;

/**
 * Transformations that follow each other in one sequence, or act at once.
 *
 * @param name what is done
 */
record NamedComposition(String name, Composition composition) {

    /** At most so many follow each other, and so many pairs act at once. */
    private static final int SHOWN = 3;

    /**
     * The first transformations one after the other, as many steps each as there is room for, and pairs of them at once.
     *
     * @param names of the transformations
     * @param steps T
     */
    static List<NamedComposition> of(List<String> names, int steps) {
        List<NamedComposition> all = new ArrayList<>();
        Composition none = Composition.of(names.size());
        int count = Math.min(Math.min(SHOWN, names.size()), steps);
        if (count > 1) {
            Composition switched = none;
            for (int t = 0; t < steps; t++) {
                switched = switched.then(1, t * count / steps);
            }
            all.add(new NamedComposition(String.join(" then ", names.subList(0, count)), switched));
        }
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size() && all.size() <= SHOWN; b++) {
                all.add(new NamedComposition(names.get(a) + " and " + names.get(b), none.then(steps, a, b)));
            }
        }
        return all;
    }

    /**
     * The path of the flows.
     *
     * @param order the flow of each transformation
     */
    FlowPath path(List<Integer> order, FlowPath.Clock clock) {
        int[][] flows = Arrays.stream(composition.active())
                .map(step -> Arrays.stream(step).map(order::get).toArray())
                .toArray(int[][]::new);
        return FlowPath.of(flows, order.size(), clock);
    }

    /** A name as a part of the name of a file. */
    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
