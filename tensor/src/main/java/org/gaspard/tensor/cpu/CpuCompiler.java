package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.Executable;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.compile.MemoryPlan;

/** Turns a normalised graph into a list of kernels over numbered slots, each slot an array. */
final class CpuCompiler {

    private final Machine machine;
    private final Graph graph;
    private final Fusion fusion;
    private final Materialisation arrays;
    private final List<Schedule.Unit> units;
    private final int[] birth;
    private final int[] death;

    CpuCompiler(Machine machine, Graph graph) {
        this.machine = machine;
        this.graph = graph;
        this.fusion = Fusion.of(graph);
        this.arrays = new Materialisation(graph, fusion);
        this.units = Schedule.of(graph, fusion, arrays);
        this.birth = new int[graph.nodes().size()];
        this.death = new int[graph.nodes().size()];
        findLifetimes();
    }

    /**
     * Slots: first the leaves, then the results, then the arrays of the memory plan, then what is only kept by rows. A
     * stored node that is a result is written straight into the slot of the result; what remains is copied at the end.
     */
    Executable compile() {
        int leaves = graph.leaves().size();
        int outputs = graph.outputs().size();
        int[] slots = new int[graph.nodes().size()];
        Arrays.fill(slots, -1);
        for (int i = 0; i < leaves; i++) {
            slots[graph.leaves().get(i)] = i;
        }
        boolean[] direct = new boolean[outputs];
        for (int i = 0; i < outputs; i++) {
            int node = graph.outputs().get(i);
            if (slots[node] < 0 && arrays.isStored(node)) {
                slots[node] = leaves + i;
                direct[i] = true;
            }
        }
        MemoryPlan memory = planMemory(slots, leaves + outputs);
        int[] overwritableLeaves = overwritableLeaves(slots, direct);
        List<Kernel> kernels = new ArrayList<>();
        KernelFactory factory = new KernelFactory(machine, graph, fusion, arrays, slots);
        int firstLocal = leaves + outputs + memory.sizes().length;
        int locals = 0;
        for (Schedule.Unit unit : units) {
            List<Integer> owned = placeInLaterMembers(unit, overwritableLeaves, slots);
            for (int node : owned) {
                slots[node] = firstLocal + locals++;
            }
            kernels.add(
                    switch (unit) {
                        case Schedule.Unit.Fused(Fusion.Group group) -> factory.fused(group);
                        case Schedule.Unit.RowChain(int rows, List<Fusion.Group> groups) ->
                            factory.chain(rows, groups, owned);
                        case Schedule.Unit.Together(List<Fusion.Group> groups) -> factory.together(groups);
                        case Schedule.Unit.Single(int node) -> factory.single(node);
                        case Schedule.Unit.Copy(int node) -> factory.copy(node, slots[node]);
                        case Schedule.Unit.Fill(int node) ->
                            factory.fill(
                                    node, ((Generator.Full) graph.node(node).op()).value());
                    });
        }
        for (int i = 0; i < outputs; i++) {
            if (!direct[i]) {
                kernels.add(factory.copyOut(graph.outputs().get(i), leaves + i));
            }
        }
        return new CpuPlan(leaves, overwritableLeaves, memory, locals, kernels);
    }

    /** For each result, a leaf that its unit reads last, element by element, and no other result is written over; or -1. */
    private int[] overwritableLeaves(int[] slots, boolean[] direct) {
        int[] found = new int[direct.length];
        Arrays.fill(found, -1);
        if (graph.nodes().stream().anyMatch(CpuCompiler::canFail)) {
            return found;
        }
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < direct.length; i++) {
            int node = graph.outputs().get(i);
            if (direct[i] && fusion.isGrouped(node)) {
                for (int operand : overwritable(fusion.group(node), node)) {
                    boolean free = fusion.role(operand) == Fusion.Role.LEAF
                            && death[operand] == birth[node]
                            && readers(operand, units.get(birth[node])).size() == 1;
                    if (found[i] < 0 && free && taken.add(operand)) {
                        found[i] = slots[operand];
                    }
                }
            }
        }
        return found;
    }

    /** The groups of the unit that read the node. */
    private List<Fusion.Group> readers(int node, Schedule.Unit unit) {
        return Schedule.groupsOf(unit).stream()
                .filter(group -> Schedule.reads(new Schedule.Unit.Fused(group), graph, fusion, arrays)
                        .contains(node))
                .toList();
    }

    /** Whether the numbers can make an operation fail, when some leaves would be overwritten already. */
    private static boolean canFail(Node node) {
        return switch (node.op()) {
            case HostCall call -> true;
            case Decomposition decomposition -> true;
            case Movement.Gather gather -> true;
            case Movement.ScatterAdd scatterAdd -> true;
            default -> false;
        };
    }

    /** The units that write each stored node and that read it last; a result is read after all. */
    private void findLifetimes() {
        for (int u = 0; u < units.size(); u++) {
            for (int node : Schedule.reads(units.get(u), graph, fusion, arrays)) {
                death[node] = u;
            }
            for (int node : writes(units.get(u))) {
                birth[node] = u;
                death[node] = u;
            }
        }
        for (int output : graph.outputs().toArray()) {
            for (int node : arrays.dependencies(output)) {
                death[node] = units.size();
            }
        }
    }

    /**
     * The members of a chain that only the chain itself reads, rows at a time: they lie in the array of a later member, or
     * have a slot but no array.
     */
    private List<Integer> locals(Schedule.Unit unit) {
        return writes(unit).stream().filter(node -> isLocal(node, unit)).toList();
    }

    private boolean isLocal(int node, Schedule.Unit unit) {
        return unit instanceof Schedule.Unit.RowChain && death[node] == birth[node];
    }

    /** Gives locals the slots of later members where that is possible, each to one local; those that get none. */
    private List<Integer> placeInLaterMembers(Schedule.Unit unit, int[] overwritableLeaves, int[] slots) {
        List<Integer> left = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        for (int node : locals(unit)) {
            int later = laterMember(node, unit, overwritableLeaves, slots);
            if (later >= 0 && taken.add(later)) {
                slots[node] = slots[later];
            } else {
                left.add(node);
            }
        }
        return left;
    }

    /**
     * A member of a chain that has an array, which replaces no leaf, and that is made of a local of the chain element by
     * element, after all others have read it; or -1. The local can lie in that array: so it is fetched from memory while
     * the local is computed, not by a kernel that has little else to do.
     */
    private int laterMember(int local, Schedule.Unit unit, int[] overwritableLeaves, int[] slots) {
        List<Fusion.Group> readers = readers(local, unit);
        if (readers.isEmpty()) {
            return -1;
        }
        int firstOutput = graph.leaves().size();
        for (int member : readers.getLast().members) {
            int output = slots[member] - firstOutput;
            boolean replaces = output >= 0 && output < overwritableLeaves.length && overwritableLeaves[output] >= 0;
            if (arrays.isStored(member)
                    && !isLocal(member, unit)
                    && !replaces
                    && overwritable(readers.getLast(), member).contains(local)) {
                return member;
            }
        }
        return -1;
    }

    private MemoryPlan planMemory(int[] slots, int firstSlot) {
        List<Integer> nodes = new ArrayList<>();
        int[] positions = new int[slots.length];
        Arrays.fill(positions, -1);
        List<MemoryPlan.Lifetime> lifetimes = new ArrayList<>();
        for (int u = 0; u < units.size(); u++) {
            Set<Integer> taken = new HashSet<>();
            for (int node : writes(units.get(u))) {
                if (slots[node] < 0 && !isLocal(node, units.get(u))) {
                    Node n = graph.node(node);
                    DType dtype = n.type().dtype();
                    int over = -1;
                    if (units.get(u) instanceof Schedule.Unit.Fused(Fusion.Group group)) {
                        for (int operand : overwritable(group, node)) {
                            int candidate = positions[operand];
                            if (over < 0 && candidate >= 0 && death[operand] == u && taken.add(operand)) {
                                over = candidate;
                            }
                        }
                    }
                    int size = n.type().shape().size();
                    lifetimes.add(new MemoryPlan.Lifetime(dtype, size, birth[node], death[node], over));
                    positions[node] = nodes.size();
                    nodes.add(node);
                }
            }
        }
        MemoryPlan plan = MemoryPlan.of(lifetimes);
        for (int r = 0; r < nodes.size(); r++) {
            slots[nodes.get(r)] = firstSlot + plan.arrayOf()[r];
        }
        return plan;
    }

    /**
     * The operands of a group that the result of a member may be written over: read whole, element by element, in the same
     * type, and by no instruction after that member.
     */
    private List<Integer> overwritable(Fusion.Group group, int member) {
        List<Integer> found = new ArrayList<>();
        if (!group.members.contains(member)) {
            return found;
        }
        Map<Integer, Boolean> usable = new LinkedHashMap<>();
        for (int reader : Schedule.membersOf(group)) {
            for (int input : graph.node(reader).inputs().toArray()) {
                boolean inside = fusion.role(input) == Fusion.Role.FUSED && fusion.group(input) == group;
                boolean constant = fusion.role(input) == Fusion.Role.CONSTANT && !arrays.isStored(input);
                if (!inside && !constant) {
                    View view = arrays.view(input);
                    Node base = graph.node(view.base());
                    boolean whole = view.offset() == 0
                            && view.isContiguous()
                            && view.stored() == graph.node(member).type().dtype()
                            && base.type().shape().size()
                                    == graph.node(member).type().shape().size();
                    boolean early = group.members.contains(reader) && reader <= member;
                    usable.merge(view.base(), whole && early, Boolean::logicalAnd);
                }
            }
        }
        usable.forEach((base, yes) -> {
            if (yes) {
                found.add(base);
            }
        });
        return found;
    }

    private List<Integer> writes(Schedule.Unit unit) {
        return switch (unit) {
            case Schedule.Unit.Fused fused -> writtenByGroups(unit);
            case Schedule.Unit.RowChain chain -> writtenByGroups(unit);
            case Schedule.Unit.Together together -> writtenByGroups(unit);
            case Schedule.Unit.Single(int node) -> List.of(node);
            case Schedule.Unit.Copy(int node) -> List.of(node);
            case Schedule.Unit.Fill(int node) -> List.of(node);
        };
    }

    private List<Integer> writtenByGroups(Schedule.Unit unit) {
        return Schedule.groupsOf(unit).stream()
                .flatMap(group -> Schedule.membersOf(group).stream())
                .filter(arrays::isStored)
                .toList();
    }
}
