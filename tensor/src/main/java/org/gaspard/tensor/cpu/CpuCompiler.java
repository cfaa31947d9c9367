package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Executable;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.compile.MemoryPlan;

/** Turns a normalised graph into a list of kernels over numbered slots, each slot an array. */
final class CpuCompiler {

    private final Machine machine;
    private final Graph graph;
    private final Fusion fusion;
    private final Materialisation arrays;
    private final List<Schedule.Unit> units;

    CpuCompiler(Machine machine, Graph graph) {
        this.machine = machine;
        this.graph = graph;
        this.fusion = Fusion.of(graph);
        this.arrays = new Materialisation(graph, fusion);
        this.units = Schedule.of(graph, fusion, arrays);
    }

    /**
     * Slots: first the leaves, then the results, then the arrays of the memory plan. A stored node that is a result is
     * written straight into the slot of the result; what remains is copied at the end.
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
        List<Kernel> kernels = new ArrayList<>();
        KernelFactory factory = new KernelFactory(machine, graph, fusion, arrays, slots);
        for (Schedule.Unit unit : units) {
            kernels.add(
                    switch (unit) {
                        case Schedule.Unit.Fused(Fusion.Group group) -> factory.fused(group);
                        case Schedule.Unit.Single(int node) -> factory.single(node);
                        case Schedule.Unit.Copy(int node) -> factory.copy(node, slots[node]);
                        case Schedule.Unit.Fill(int node) ->
                            factory.fill(node, ((Generator.Full) graph.node(node).op()).value());
                    });
        }
        for (int i = 0; i < outputs; i++) {
            if (!direct[i]) {
                kernels.add(factory.copyOut(graph.outputs().get(i), leaves + i));
            }
        }
        return new CpuPlan(leaves, outputs, memory, kernels);
    }

    private MemoryPlan planMemory(int[] slots, int firstSlot) {
        int[] birth = new int[slots.length];
        int[] death = new int[slots.length];
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
        List<Integer> nodes = new ArrayList<>();
        List<MemoryPlan.Lifetime> lifetimes = new ArrayList<>();
        for (int u = 0; u < units.size(); u++) {
            for (int node : writes(units.get(u))) {
                if (slots[node] < 0) {
                    Node n = graph.node(node);
                    DType dtype = n.type().dtype();
                    nodes.add(node);
                    lifetimes.add(new MemoryPlan.Lifetime(dtype, n.type().shape().size(), birth[node], death[node]));
                }
            }
        }
        MemoryPlan plan = MemoryPlan.of(lifetimes);
        for (int r = 0; r < nodes.size(); r++) {
            slots[nodes.get(r)] = firstSlot + plan.arrayOf()[r];
        }
        return plan;
    }

    private List<Integer> writes(Schedule.Unit unit) {
        return switch (unit) {
            case Schedule.Unit.Fused(Fusion.Group group) ->
                Schedule.membersOf(group).stream().filter(arrays::isStored).toList();
            case Schedule.Unit.Single(int node) -> List.of(node);
            case Schedule.Unit.Copy(int node) -> List.of(node);
            case Schedule.Unit.Fill(int node) -> List.of(node);
        };
    }
}
