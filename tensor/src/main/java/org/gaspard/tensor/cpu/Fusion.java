package org.gaspard.tensor.cpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** How many nodes a search visits before it gives up and two nodes stay apart: compiling takes linear time. */
    private static final int MAX_SEARCH = 4096;

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
        KERNEL,
        /** It is a step inside the kernel of a later node. */
        ABSORBED
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
    private final Epilogues epilogues;
    private final Role[] roles;
    private final @Nullable Group[] groups;

    private Fusion(Graph graph) {
        this.graph = graph;
        this.epilogues = Epilogues.of(graph);
        this.roles = new Role[graph.nodes().size()];
        for (int n = 0; n < roles.length; n++) {
            roles[n] = epilogues.isAbsorbed(n)
                    ? Role.ABSORBED
                    : epilogues.at(n).isPresent() ? Role.KERNEL : role(graph.node(n));
        }
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
        fusion.sink();
        return fusion;
    }

    /**
     * Moves members that only one other group needs into that group, where fewer arrays have to be kept than before: the
     * factor that a gradient will need of an activation is then computed with the gradient, not kept from the forward
     * pass. The other group waits for this one anyway, so no group comes to wait for itself.
     */
    private void sink() {
        List<List<Integer>> users = users();
        boolean[] outputs = graph.outputMarks();
        Set<Group> all = new LinkedHashSet<>();
        for (Group group : groups) {
            if (group != null) {
                all.add(group);
            }
        }
        for (Group group : all) {
            Map<Integer, Group> targets = new HashMap<>();
            for (int member : group.members.reversed()) {
                Group target = outputs[member] ? null : commonTarget(users.get(member), group, targets);
                if (target != null && target != group) {
                    targets.put(member, target);
                }
            }
            for (Group target : new LinkedHashSet<>(targets.values())) {
                List<Integer> moving = group.members.stream()
                        .filter(member -> targets.get(member) == target)
                        .toList();
                if (target.size() + moving.size() <= MAX_MEMBERS && savesArrays(moving, group, users, outputs)) {
                    group.members.removeAll(moving);
                    target.members.addAll(moving);
                    target.members.sort(null);
                    moving.forEach(member -> groups[member] = target);
                }
            }
        }
    }

    /** The group that all users belong to or will move to, if they are elementwise; else null. */
    private @Nullable Group commonTarget(List<Integer> users, Group group, Map<Integer, Group> targets) {
        Group common = null;
        for (int user : users) {
            Group target = roles[user] != Role.FUSED ? null : groups[user] == group ? targets.get(user) : groups[user];
            if (target == null || common != null && common != target) {
                return null;
            }
            common = target;
        }
        return common;
    }

    /** Whether fewer arrays are stored by {@code group} when some of its members have left it. */
    private boolean savesArrays(List<Integer> moving, Group group, List<List<Integer>> users, boolean[] outputs) {
        Set<Integer> leaving = new HashSet<>(moving);
        Set<Integer> newlyStored = new HashSet<>();
        int saved = 0;
        for (int member : moving) {
            saved += users.get(member).stream().anyMatch(user -> groups[user] != group) ? 1 : 0;
            for (int input : graph.node(member).inputs().toArray()) {
                boolean inside = roles[input] == Role.FUSED && groups[input] == group && !leaving.contains(input);
                boolean stored = outputs[input] || users.get(input).stream().anyMatch(user -> groups[user] != group);
                if (inside && !stored) {
                    newlyStored.add(input);
                }
            }
        }
        return newlyStored.size() < saved;
    }

    private List<List<Integer>> users() {
        List<List<Integer>> users = new ArrayList<>();
        for (int n = 0; n < roles.length; n++) {
            users.add(new ArrayList<>());
            for (int input : graph.node(n).inputs().toArray()) {
                users.get(input).add(n);
            }
        }
        return users;
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

    /** What products do with their results. */
    Epilogues epilogues() {
        return epilogues;
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
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(nodes);
        while (!open.isEmpty()) {
            int node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (seen.size() > MAX_SEARCH) {
                return true;
            }
            Group other = groups[node];
            if (other == group) {
                return true;
            }
            if (other == null) {
                push(open, node);
            } else {
                Schedule.membersOf(other).forEach(member -> {
                    seen.add(member);
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
