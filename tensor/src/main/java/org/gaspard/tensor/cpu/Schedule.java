package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
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
        record RowChain(int rows, List<Fusion.Group> groups) implements Unit {}

        /** Small fused groups that nothing waits for, each a task of one kernel. */
        record Together(List<Fusion.Group> groups) implements Unit {}

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
        return RowChains.join(schedule.postponed(schedule.order()), graph, fusion, arrays);
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

    /** The groups that a unit computes; none if it is of another kind. */
    static List<Fusion.Group> groupsOf(Unit unit) {
        return switch (unit) {
            case Unit.Fused(Fusion.Group group) -> List.of(group);
            case Unit.RowChain(int rows, List<Fusion.Group> groups) -> groups;
            case Unit.Together(List<Fusion.Group> groups) -> groups;
            case Unit.Single single -> List.of();
            case Unit.Copy copy -> List.of();
            case Unit.Fill fill -> List.of();
        };
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
            case Unit.Fused fused -> addReads(found, unit, graph, fusion, arrays);
            case Unit.RowChain chain -> addReads(found, unit, graph, fusion, arrays);
            case Unit.Together together -> addReads(found, unit, graph, fusion, arrays);
            case Unit.Single(int node) ->
                fusion.epilogues().inputs(node).forEach(input -> found.addAll(arrays.dependencies(input)));
            case Unit.Copy(int node) -> addInputs(found, node, graph, arrays);
            case Unit.Fill fill -> {}
        }
        return found;
    }

    private static void addReads(Set<Integer> found, Unit unit, Graph graph, Fusion fusion, Materialisation arrays) {
        for (Fusion.Group group : groupsOf(unit)) {
            for (int member : membersOf(group)) {
                for (int input : graph.node(member).inputs().toArray()) {
                    boolean inside = fusion.role(input) == Fusion.Role.FUSED && fusion.group(input) == group;
                    if (!inside) {
                        found.addAll(arrays.dependencies(input));
                    }
                }
            }
        }
        groupsOf(unit).forEach(group -> found.removeAll(membersOf(group)));
    }

    private static void addInputs(Set<Integer> found, int node, Graph graph, Materialisation arrays) {
        for (int input : graph.node(node).inputs().toArray()) {
            found.addAll(arrays.dependencies(input));
        }
    }

    /**
     * The units with the small groups that nobody waits for, such as the updates of short parameters, at the end and
     * together: alone, each would keep the other threads waiting. Long ones stay where what they read is in the cache.
     */
    private List<Unit> postponed(List<Unit> ordered) {
        Set<Integer> read = new HashSet<>();
        ordered.forEach(unit -> read.addAll(reads(unit, graph, fusion, arrays)));
        for (int output : graph.outputs().toArray()) {
            if (!arrays.isStored(output)) {
                read.addAll(arrays.dependencies(output));
            }
        }
        List<Unit> early = new ArrayList<>();
        List<Fusion.Group> late = new ArrayList<>();
        for (Unit unit : ordered) {
            if (unit instanceof Unit.Fused(Fusion.Group group)
                    && group.reductions.isEmpty()
                    && fusion.domain(group).size() <= FusedKernel.LONGEST_ROW
                    && Collections.disjoint(read, group.members)) {
                late.add(group);
            } else {
                early.add(unit);
            }
        }
        if (late.size() == 1) {
            early.add(new Unit.Fused(late.getFirst()));
        } else if (!late.isEmpty()) {
            early.add(new Unit.Together(List.copyOf(late)));
        }
        return early;
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
