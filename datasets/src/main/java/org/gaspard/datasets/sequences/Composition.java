package org.gaspard.datasets.sequences;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which transformations act in the steps of a composed sequence, each by one of its steps. One after the other they switch, several
 * in a step superpose; what is done stays:
 *
 * {@snippet :
 * Composition one = Composition.of(3).then(8, 0);
 * Composition switched = Composition.of(3).then(3, 0).then(3, 1).then(2, 2);
 * Composition superposed = Composition.of(3).then(4, 0, 2);
 * sequences.readComposed(index, switched.done(), pixels, 0);
 * }
 *
 * @param transformations K
 * @param steps the transformations that act in each step, numbered from 0
 */
public record Composition(int transformations, List<List<Integer>> steps) {

    /**
     * Copies the lists and checks them.
     *
     * @throws IllegalArgumentException if there is no transformation, or those of a step are not different ones from 0 to K − 1
     */
    public Composition {
        if (transformations < 1) {
            throw new IllegalArgumentException("transformations is " + transformations + ", expected at least 1");
        }
        steps = steps.stream().map(List::copyOf).toList();
        for (int t = 1; t <= steps.size(); t++) {
            List<Integer> step = steps.get(t - 1);
            boolean known = IntStream.range(0, transformations).boxed().toList().containsAll(step);
            if (!known || step.stream().distinct().count() < step.size()) {
                throw new IllegalArgumentException("transformations of step " + t + " are " + step
                        + ", expected different ones from 0 to " + (transformations - 1));
            }
        }
    }

    /** No step as yet, of K transformations. */
    public static Composition of(int transformations) {
        return new Composition(transformations, List.of());
    }

    /**
     * These steps and then some in which all the given transformations act at once; none at all for a pause.
     *
     * @throws IllegalArgumentException if {@code count} is negative, or the transformations are not different ones from 0 to K − 1
     */
    public Composition then(int count, int... acting) {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + ", expected at least 0");
        }
        List<List<Integer>> all = new ArrayList<>(steps);
        all.addAll(Collections.nCopies(count, Arrays.stream(acting).boxed().toList()));
        return new Composition(transformations, all);
    }

    /** The number of images, one more than there are steps. */
    public int frames() {
        return steps.size() + 1;
    }

    /** The transformations that act in each step, an array of its own. */
    public int[][] active() {
        return steps.stream()
                .map(step -> step.stream().mapToInt(k -> k).toArray())
                .toArray(int[][]::new);
    }

    /** How many steps of each transformation are done in each frame, [frames][K], as {@link ComposableSequences#readComposed} takes. */
    public int[][] done() {
        int[][] done = new int[frames()][transformations];
        for (int t = 1; t < done.length; t++) {
            done[t] = done[t - 1].clone();
            for (int k : steps.get(t - 1)) {
                done[t][k]++;
            }
        }
        return done;
    }
}
