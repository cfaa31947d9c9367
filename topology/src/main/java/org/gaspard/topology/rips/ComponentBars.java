package org.gaspard.topology.rips;

import java.util.Arrays;

/** The bars of dimension 0, by union and find; and which edges close cycles. */
final class ComponentBars {

    private final Filtration input;
    private final SortedEdges edges;
    private final VietorisRips options;
    private final Components components;
    private final Bars bars;
    private final SpanningForest forest;
    /** The points of each component as a ring: from each to the next one. */
    private final int[] ring;

    private final int[] cycleEdges;
    private int cycleCount;

    ComponentBars(VietorisRips options, Filtration input) {
        this.options = options;
        this.input = input;
        this.edges = input.edges();
        this.components = new Components(input.n(), input.births());
        this.bars = new Bars(input.adjacency(), 0);
        this.forest = new SpanningForest(input.n(), input.out());
        this.ring = new int[input.n()];
        this.cycleEdges = new int[edges.size()];
        Arrays.setAll(ring, v -> v);
        for (int v = 1; v < input.out(); v++) {
            components.merge(v, v - 1);
            joinRings(v, v - 1);
        }
        for (int i = 0; i < edges.size(); i++) {
            add(i);
        }
        for (int v = 0; v < input.n(); v++) {
            double birth = input.births().applyAsDouble(v);
            if (components.oldest(v) == v && birth <= options.threshold()) {
                bars.add(birth, Double.POSITIVE_INFINITY, new int[] {v}, new int[0], withoutEnd(v));
            }
        }
    }

    /** The bars. */
    Barcode barcode() {
        return bars.barcode();
    }

    /** The places of the edges that close cycles, among the sorted ones. */
    int[] cycleEdges() {
        return Arrays.copyOf(cycleEdges, cycleCount);
    }

    /** The edges that merged components. */
    SpanningForest forest() {
        return forest;
    }

    private void add(int edge) {
        int high = edges.high(edge);
        int low = edges.low(edge);
        int ended = components.merge(high, low);
        if (ended < 0) {
            cycleEdges[cycleCount++] = edge;
            return;
        }
        forest.add(high, low);
        double birth = input.births().applyAsDouble(ended);
        double death = edges.length(edges.rank(edge));
        if (death > birth) {
            Chain chain = merged(ended, components.oldest(high), death);
            bars.add(birth, death, new int[] {ended}, new int[] {high, low}, chain);
        } else if (options.zeroLengthBars()) {
            bars.add(birth, death, new int[] {ended}, new int[] {high, low}, Chains.empty(0));
        }
        joinRings(ended, components.oldest(ended));
    }

    private void joinRings(int v, int w) {
        int next = ring[v];
        ring[v] = ring[w];
        ring[w] = next;
    }

    private Chain merged(int ended, int older, double death) {
        return switch (options.representatives()) {
            case NONE -> Chains.empty(0);
            case COCYCLES -> members(ended, death);
            case CYCLES -> {
                // The boundary of a path from the older point to the younger one.
                int[] points = {Math.min(ended, older), Math.max(ended, older)};
                int minus = options.coefficients() - 1;
                yield new Chain(0, points, ended < older ? new int[] {1, minus} : new int[] {minus, 1});
            }
        };
    }

    private Chain withoutEnd(int v) {
        return switch (options.representatives()) {
            case NONE -> Chains.empty(0);
            case COCYCLES -> members(v, Double.POSITIVE_INFINITY);
            case CYCLES -> new Chain(0, new int[] {v}, new int[] {1});
        };
    }

    /** The points of a component that enter before a value, ascending; each component has its ring until it is merged. */
    private Chain members(int v, double before) {
        int[] points = new int[input.n()];
        int count = 0;
        int w = v;
        do {
            points[count] = w;
            count += input.births().applyAsDouble(w) < before ? 1 : 0;
            w = ring[w];
        } while (w != v);
        Arrays.sort(points, 0, count);
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return new Chain(0, Arrays.copyOf(points, count), ones);
    }
}
