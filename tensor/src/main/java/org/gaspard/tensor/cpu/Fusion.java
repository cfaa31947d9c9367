package org.gaspard.tensor.cpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Decides which nodes are computed together. Elementwise nodes of one shape that feed each other form a group; reductions
 * join the group of what they reduce, if all reduce the same axes. A group is one pass over the elements.
 *
 * <p>A node may join a group only if nothing it needs has to wait for the group: otherwise the group would wait for itself.
 */
final class Fusion {

    private static final int MAX_MEMBERS = 64;

    /** How a node comes to its numbers. */
    enum Role {
        /** It is given. */
        LEAF,
        /** It is the same number everywhere. */
        CONSTANT,
        /** It is another way to look at the numbers of its input. */
        VIEW,
        /** It is computed in a group. */
        FUSED,
        /** It is computed by a kernel of its own. */
        KERNEL
    }

    /** Nodes computed in one pass: elementwise ones in order, and reductions of them. */
    static final class Group {
        final List<Integer> members = new ArrayList<>();
        final List<Integer> reductions = new ArrayList<>();

        int size() {
            return members.size() + reductions.size();
        }
    }

    private final Graph graph;
    private final Role[] roles;
    private final @Nullable Group[] groups;

    private Fusion(Graph graph) {
        this.graph = graph;
        this.roles = graph.nodes().stream().map(Fusion::role).toArray(Role[]::new);
        this.groups = new Group[roles.length];
    }

    static Fusion of(Graph graph) {
        Fusion fusion = new Fusion(graph);
        for (int n = 0; n < fusion.roles.length; n++) {
            if (fusion.roles[n] == Role.FUSED) {
                fusion.placeElementwise(n);
            } else if (graph.node(n).op() instanceof Reduction.Reduce reduce) {
                fusion.placeReduction(n, reduce);
            }
        }
        return fusion;
    }

    private static Role role(Node node) {
        return switch (node.op()) {
            case Op.Leaf leaf -> Role.LEAF;
            case Generator.Full full -> Role.CONSTANT;
            case Elementwise.Cast cast -> Role.VIEW;
            case Elementwise elementwise -> Role.FUSED;
            case Movement.Reshape op -> Role.VIEW;
            case Movement.Transpose op -> Role.VIEW;
            case Movement.Broadcast op -> Role.VIEW;
            case Movement.Slice op -> Role.VIEW;
            case Movement.Flip op -> Role.VIEW;
            case Annotation annotation -> Role.VIEW;
            default -> Role.KERNEL;
        };
    }

    Role role(int node) {
        return roles[node];
    }

    /** The group of a node that is computed in one, also of a reduction. */
    boolean isGrouped(int node) {
        return groups[node] != null;
    }

    Group group(int node) {
        return Objects.requireNonNull(groups[node]);
    }

    private void placeElementwise(int n) {
        Group joined = null;
        for (int input : graph.node(n).inputs().toArray()) {
            Group candidate = roles[input] == Role.FUSED ? groups[input] : null;
            if (candidate == null || candidate == joined) {
                continue;
            }
            if (joined == null) {
                if (candidate.size() < MAX_MEMBERS && !waitsFor(externalInputs(n, candidate), candidate)) {
                    joined = candidate;
                    joined.members.add(n);
                    groups[n] = joined;
                }
            } else if (joined.size() + candidate.size() <= MAX_MEMBERS && canMerge(joined, candidate)) {
                joined = merge(joined, candidate);
            }
        }
        if (joined == null) {
            Group alone = new Group();
            alone.members.add(n);
            groups[n] = alone;
        }
    }

    private void placeReduction(int n, Reduction.Reduce reduce) {
        int input = graph.node(n).inputs().get(0);
        Group group = roles[input] == Role.FUSED ? groups[input] : null;
        if (group == null
                || group.size() >= MAX_MEMBERS
                || !isBlock(reduce.axes(), graph.node(input).type().shape())
                || !sameAxes(group, reduce)) {
            group = new Group();
        }
        group.reductions.add(n);
        groups[n] = group;
    }

    private boolean sameAxes(Group group, Reduction.Reduce reduce) {
        for (int other : group.reductions) {
            if (!((Reduction.Reduce) graph.node(other).op()).axes().equals(reduce.axes())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the reduced axes follow each other, but for axes of extent 1. */
    static boolean isBlock(Ints axes, Shape shape) {
        int blocks = 0;
        boolean inside = false;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.extent(axis) != 1) {
                boolean reduced = axes.contains(axis);
                blocks += reduced && !inside ? 1 : 0;
                inside = reduced;
            }
        }
        return blocks <= 1;
    }

    private boolean canMerge(Group a, Group b) {
        if (!a.reductions.isEmpty() && !b.reductions.isEmpty()) {
            Reduction.Reduce first =
                    (Reduction.Reduce) graph.node(b.reductions.getFirst()).op();
            if (!sameAxes(a, first)) {
                return false;
            }
        }
        return !waitsFor(externalInputs(a, b), b) && !waitsFor(externalInputs(b, a), a);
    }

    private Group merge(Group a, Group b) {
        a.members.addAll(b.members);
        a.members.sort(null);
        a.reductions.addAll(b.reductions);
        for (int member : b.members) {
            groups[member] = a;
        }
        for (int reduction : b.reductions) {
            groups[reduction] = a;
        }
        return a;
    }

    /** What node n needs from outside of {@code group}. */
    private List<Integer> externalInputs(int n, Group group) {
        List<Integer> external = new ArrayList<>();
        for (int input : graph.node(n).inputs().toArray()) {
            if (roles[input] != Role.FUSED || groups[input] != group) {
                external.add(input);
            }
        }
        return external;
    }

    /** What the members of {@code a} need that is not computed in the tiles of a or {@code b}. */
    private List<Integer> externalInputs(Group a, Group b) {
        List<Integer> external = new ArrayList<>();
        for (int member : a.members) {
            for (int input : graph.node(member).inputs().toArray()) {
                boolean inside = roles[input] == Role.FUSED && (groups[input] == a || groups[input] == b);
                if (!inside) {
                    external.add(input);
                }
            }
        }
        return external;
    }

    /** Whether one of {@code nodes} cannot be computed before {@code group} is. */
    private boolean waitsFor(List<Integer> nodes, Group group) {
        BitSet seen = new BitSet(roles.length);
        Deque<Integer> open = new ArrayDeque<>(nodes);
        while (!open.isEmpty()) {
            int node = open.pop();
            if (seen.get(node)) {
                continue;
            }
            seen.set(node);
            Group other = groups[node];
            if (other == group) {
                return true;
            }
            if (other == null) {
                push(open, node);
            } else {
                other.members.forEach(member -> {
                    seen.set(member);
                    push(open, member);
                });
                other.reductions.forEach(member -> {
                    seen.set(member);
                    push(open, member);
                });
            }
        }
        return false;
    }

    private void push(Deque<Integer> open, int node) {
        for (int input : graph.node(node).inputs().toArray()) {
            open.push(input);
        }
    }

    /** The shape over which a group runs: that of its elements, with those of other shapes reduced to it. */
    Shape domain(Group group) {
        int element = group.members.isEmpty()
                ? graph.node(group.reductions.getFirst()).inputs().get(0)
                : group.members.getFirst();
        return graph.node(element).type().shape();
    }

    /** How many uses each node has outside of the tiles of its own group, results included. */
    int[] usesOutside() {
        int[] uses = new int[roles.length];
        for (int n = 0; n < roles.length; n++) {
            for (int input : graph.node(n).inputs().toArray()) {
                boolean inside = roles[input] == Role.FUSED && groups[n] != null && groups[n] == groups[input];
                uses[input] += inside ? 0 : 1;
            }
        }
        for (int output : graph.outputs().toArray()) {
            uses[output]++;
        }
        return uses;
    }
}
