package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.gaspard.tensor.Graph;

/**
 * The units of work in the order in which they run: after what they need, and otherwise by the length of the longest way
 * from the leaves, so that a gradient of weights is computed soon after what it is made of, and its inputs' memory is free
 * again.
 */
final class Schedule {

    /** Something that one kernel computes. */
    sealed interface Unit {
        /** A fused group. */
        record Fused(Fusion.Group group) implements Unit {}

        /** Fused groups that are computed together, some rows at a time. */
        record Band(int rows, List<Fusion.Group> groups) implements Unit {}

        /** A node with a kernel of its own. */
        record Single(int node) implements Unit {}

        /** A view that is copied into an array. */
        record Copy(int node) implements Unit {}

        /** A constant that is written into an array. */
        record Fill(int node) implements Unit {}
    }

    private final Graph graph;
    private final Fusion fusion;
    private final Materialisation arrays;
    private final List<Unit> units = new ArrayList<>();
    private final int[] producer;

    private Schedule(Graph graph, Fusion fusion, Materialisation arrays) {
        this.graph = graph;
        this.fusion = fusion;
        this.arrays = arrays;
        this.producer = new int[graph.nodes().size()];
        Arrays.fill(producer, -1);
    }

    static List<Unit> of(Graph graph, Fusion fusion, Materialisation arrays) {
        Schedule schedule = new Schedule(graph, fusion, arrays);
        schedule.collect();
        return Bands.join(schedule.order(), graph, fusion, arrays);
    }

    private void collect() {
        Set<Fusion.Group> seen = new LinkedHashSet<>();
        for (int n = 0; n < producer.length; n++) {
            if (fusion.isGrouped(n)) {
                if (seen.add(fusion.group(n))) {
                    for (int member : membersOf(fusion.group(n))) {
                        producer[member] = units.size();
                    }
                    units.add(new Unit.Fused(fusion.group(n)));
                }
            } else if (arrays.isStored(n)) {
                switch (fusion.role(n)) {
                    case KERNEL -> add(n, new Unit.Single(n));
                    case VIEW -> add(n, new Unit.Copy(n));
                    case CONSTANT -> add(n, new Unit.Fill(n));
                    case LEAF, FUSED, ABSORBED -> {}
                }
            }
        }
    }

    private void add(int node, Unit unit) {
        producer[node] = units.size();
        units.add(unit);
    }

    static List<Integer> membersOf(Fusion.Group group) {
        List<Integer> all = new ArrayList<>(group.members);
        all.addAll(group.reductions);
        return all;
    }

    /** The stored nodes that a unit reads and does not write itself. */
    static Collection<Integer> reads(Unit unit, Graph graph, Fusion fusion, Materialisation arrays) {
        Set<Integer> found = new LinkedHashSet<>();
        switch (unit) {
            case Unit.Fused(Fusion.Group group) -> addReads(found, group, graph, fusion, arrays);
            case Unit.Band(int rows, List<Fusion.Group> groups) -> {
                groups.forEach(group -> addReads(found, group, graph, fusion, arrays));
                groups.forEach(group -> found.removeAll(membersOf(group)));
            }
            case Unit.Single(int node) ->
                fusion.epilogues().inputs(node).forEach(input -> found.addAll(arrays.dependencies(input)));
            case Unit.Copy(int node) -> addInputs(found, node, graph, arrays);
            case Unit.Fill fill -> {}
        }
        return found;
    }

    private static void addReads(
            Set<Integer> found, Fusion.Group group, Graph graph, Fusion fusion, Materialisation arrays) {
        for (int member : membersOf(group)) {
            for (int input : graph.node(member).inputs().toArray()) {
                boolean inside = fusion.role(input) == Fusion.Role.FUSED && fusion.group(input) == group;
                if (!inside) {
                    found.addAll(arrays.dependencies(input));
                }
            }
        }
    }

    private static void addInputs(Set<Integer> found, int node, Graph graph, Materialisation arrays) {
        for (int input : graph.node(node).inputs().toArray()) {
            found.addAll(arrays.dependencies(input));
        }
    }

    private List<Unit> order() {
        int count = units.size();
        List<List<Integer>> users = new ArrayList<>();
        int[] missing = new int[count];
        int[] depth = new int[count];
        for (int u = 0; u < count; u++) {
            users.add(new ArrayList<>());
        }
        for (int u = 0; u < count; u++) {
            Set<Integer> needed = new LinkedHashSet<>();
            for (int node : reads(units.get(u), graph, fusion, arrays)) {
                if (producer[node] >= 0) {
                    needed.add(producer[node]);
                }
            }
            missing[u] = needed.size();
            for (int other : needed) {
                users.get(other).add(u);
            }
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>(
                Comparator.<Integer>comparingInt(u -> depth[u]).thenComparingInt(u -> u));
        for (int u = 0; u < count; u++) {
            if (missing[u] == 0) {
                ready.add(u);
            }
        }
        List<Unit> ordered = new ArrayList<>(count);
        while (!ready.isEmpty()) {
            int u = ready.poll();
            ordered.add(units.get(u));
            for (int user : users.get(u)) {
                depth[user] = Math.max(depth[user], depth[u] + 1);
                if (--missing[user] == 0) {
                    ready.add(user);
                }
            }
        }
        if (ordered.size() != count) {
            throw new IllegalStateException("units wait for each other: " + (count - ordered.size()) + " of " + count);
        }
        return ordered;
    }
}
