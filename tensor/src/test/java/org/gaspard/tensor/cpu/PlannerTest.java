package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.Executable;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.tensor.compile.Normaliser;
import org.gaspard.tensor.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/** Fusion, storage and order of random graphs: what must hold of every plan, and that plans compute what they should. */
class PlannerTest {

    private static final int GRAPHS = 600;

    /** The stages of the compiler for one graph. */
    private record Stages(Graph graph, Fusion fusion, Materialisation arrays, List<Schedule.Unit> units) {

        static Stages of(Graph graph) {
            Fusion fusion = Fusion.of(graph);
            Materialisation arrays = new Materialisation(graph, fusion);
            return new Stages(graph, fusion, arrays, Schedule.of(graph, fusion, arrays));
        }

        List<Integer> writes(Schedule.Unit unit) {
            return switch (unit) {
                case Schedule.Unit.Fused fused -> inGroups(unit);
                case Schedule.Unit.RowChain chain -> inGroups(unit);
                case Schedule.Unit.Together together -> inGroups(unit);
                case Schedule.Unit.Single(int node) -> List.of(node);
                case Schedule.Unit.Copy(int node) -> List.of(node);
                case Schedule.Unit.Fill(int node) -> List.of(node);
            };
        }

        private List<Integer> inGroups(Schedule.Unit unit) {
            return nodesOf(unit).stream().filter(arrays::isStored).toList();
        }
    }

    private static List<Graph> graphs(int seed) {
        Random random = new Random(seed);
        List<Graph> graphs = new ArrayList<>();
        for (int i = 0; i < GRAPHS; i++) {
            Graph graph = RandomGraph.draw(random, random.nextInt(3, 60));
            graphs.add(random.nextBoolean() ? graph : Normaliser.normalise(graph));
        }
        return graphs;
    }

    @Test
    void unitsComeAfterWhatTheyReadAndWriteEachArrayOnce() {
        for (Graph graph : graphs(1)) {
            Stages stages = Stages.of(graph);
            Set<Integer> ready = new HashSet<>();
            for (int leaf : graph.leaves().toArray()) {
                ready.add(leaf);
            }
            for (Schedule.Unit unit : stages.units) {
                assertThat(ready)
                        .as("%s in%n%s", unit, graph)
                        .containsAll(Schedule.reads(unit, graph, stages.fusion, stages.arrays));
                for (int node : stages.writes(unit)) {
                    assertThat(ready.add(node))
                            .as("node %d of%n%s", node, graph)
                            .isTrue();
                }
            }
            for (int n = 0; n < graph.nodes().size(); n++) {
                assertThat(ready.contains(n)).isEqualTo(stages.arrays.isStored(n));
            }
            for (int output : graph.outputs().toArray()) {
                assertThat(ready).containsAll(stages.arrays.dependencies(output));
            }
        }
    }

    @Test
    void elementsOfAGroupHaveOneShapeAndItsReductionsTheSameAxes() {
        for (Graph graph : graphs(2)) {
            Fusion fusion = Fusion.of(graph);
            for (int n = 0; n < graph.nodes().size(); n++) {
                assertThat(fusion.isGrouped(n))
                        .isEqualTo(fusion.role(n) == Fusion.Role.FUSED
                                || graph.node(n).op() instanceof Reduction.Reduce);
                if (fusion.isGrouped(n)) {
                    Fusion.Group group = fusion.group(n);
                    assertThat(group.members.contains(n) ^ group.reductions.contains(n))
                            .isTrue();
                    assertThat(group.members).isSorted();
                    assertThat(group.members.stream()
                                    .map(m -> graph.node(m).type().shape())
                                    .distinct()
                                    .count())
                            .isLessThanOrEqualTo(1);
                    assertThat(group.reductions.stream()
                                    .map(r -> graph.node(r).op())
                                    .map(op -> ((Reduction.Reduce) op).axes())
                                    .distinct()
                                    .count())
                            .isLessThanOrEqualTo(1);
                }
            }
        }
    }

    @Test
    void tokensAreComputedBeforeWhatComesAfterThem() {
        int tokens = 0;
        for (Graph graph : graphs(3)) {
            Stages stages = Stages.of(graph);
            int[] writtenBy = new int[graph.nodes().size()];
            Arrays.fill(writtenBy, -1);
            for (int u = 0; u < stages.units.size(); u++) {
                for (int node : stages.writes(stages.units.get(u))) {
                    writtenBy[node] = u;
                }
            }
            for (int u = 0; u < stages.units.size(); u++) {
                for (int node : nodesOf(stages.units.get(u))) {
                    for (int input : graph.node(node).inputs().toArray()) {
                        if (graph.node(input).op() instanceof Annotation.After && !stages.arrays.isStored(input)) {
                            int token = graph.node(input).inputs().get(1);
                            for (int base : stages.arrays.dependencies(token)) {
                                assertThat(writtenBy[base]).isLessThan(u);
                                tokens++;
                            }
                        }
                    }
                }
            }
        }
        assertThat(tokens).isGreaterThan(100);
    }

    private static List<Integer> nodesOf(Schedule.Unit unit) {
        return switch (unit) {
            case Schedule.Unit.Fused fused -> membersOf(unit);
            case Schedule.Unit.RowChain chain -> membersOf(unit);
            case Schedule.Unit.Together together -> membersOf(unit);
            case Schedule.Unit.Single(int node) -> List.of(node);
            case Schedule.Unit.Copy(int node) -> List.of(node);
            case Schedule.Unit.Fill(int node) -> List.of(node);
        };
    }

    private static List<Integer> membersOf(Schedule.Unit unit) {
        return Schedule.groupsOf(unit).stream()
                .flatMap(group -> Schedule.membersOf(group).stream())
                .toList();
    }

    /** Twice with other numbers, so that nothing left over from the first run may count. */
    @Test
    void plansComputeWhatTheReferenceDoes() {
        Random random = new Random(4);
        CpuBackend cpu = new CpuBackend();
        ReferenceBackend reference = new ReferenceBackend();
        for (Graph graph : graphs(5)) {
            Executable plan = cpu.compile(graph);
            Executable expected = reference.compile(graph);
            for (int run = 0; run < 2; run++) {
                List<Storage> leaves = RandomGraph.leafValues(graph, random);
                List<Storage> found = allocate(graph);
                List<Storage> wanted = allocate(graph);
                plan.run(leaves, found);
                expected.run(leaves, wanted);
                for (int i = 0; i < found.size(); i++) {
                    assertThat(doubles(graph, i, found.get(i)))
                            .as("result %d of%n%s", i, graph)
                            .isEqualTo(doubles(graph, i, wanted.get(i)));
                }
            }
        }
    }

    private static List<Storage> allocate(Graph graph) {
        List<Storage> results = new ArrayList<>();
        for (int output : graph.outputs().toArray()) {
            TensorType type = graph.node(output).type();
            results.add(Storage.allocate(type.dtype(), type.shape().size()));
        }
        return results;
    }

    /** With +0 for both zeros. */
    private static double[] doubles(Graph graph, int output, Storage storage) {
        TensorType type = graph.node(graph.outputs().get(output)).type();
        double[] numbers = Tensor.wrap(type.shape(), storage).toDoubleArray();
        return Arrays.stream(numbers).map(x -> x + 0.0).toArray();
    }

    @Test
    void aChainOfElementwiseOperationsIsOneKernelWithoutMemory() {
        Tensor x = Tensor.of(new float[1000], 10, 100);
        Tensor y = x.exp()
                .add(1)
                .log()
                .multiply(x)
                .tanh()
                .subtract(0.5)
                .square()
                .sqrt()
                .abs()
                .negate();
        assertThat(kernels(y)).isEqualTo(1);
        assertThat(Plan.of(y).explain()).startsWith("cpu: 1 kernels, 0 arrays of 0.0 KiB");
    }

    @Test
    void reductionsOfAChainJoinItsKernel() {
        Tensor x = Tensor.of(new float[1000], 10, 100);
        Tensor y = x.subtract(1).square();
        assertThat(kernels(y.sumKeep(1), y.maxKeep(1), y.exp().sumKeep(1))).isEqualTo(1);
        Tensor softmax = x.subtract(x.maxKeep(1)).exp();
        assertThat(kernels(softmax.divide(softmax.sumKeep(1)))).isEqualTo(1);
    }

    @Test
    void viewsAreReadWithoutACopy() {
        Tensor x = Tensor.of(new float[24], 4, 6);
        Tensor y = x.transposed().add(x.reshape(6, 4).flip(0)).slice(1, 1, 3);
        assertThat(kernels(y.exp())).isLessThanOrEqualTo(2);
        assertThat(kernels(x.transposed().add(x.reshape(6, 4).flip(0)).exp())).isEqualTo(1);
    }

    @Test
    void leavesAndConstantsAreResultsToo() {
        Tensor leaf = Tensor.of(new float[] {1, 2, 3}, 3);
        Graph graph = new Graph(
                List.of(
                        new Node(new Op.Leaf(leaf.type()), leaf.type(), Ints.of()),
                        new Node(new Generator.Full(leaf.type(), 7), leaf.type(), Ints.of())),
                Ints.of(0, 1, 0));
        List<Storage> results = allocate(graph);
        new CpuBackend().compile(graph).run(List.of(leaf.storage()), results);
        assertThat(results)
                .extracting(r -> ((Storage.Floats) r).data())
                .containsExactly(new float[] {1, 2, 3}, new float[] {7, 7, 7}, new float[] {1, 2, 3});
    }

    private static int kernels(Tensor... outputs) {
        return (int) Plan.of(outputs).explain().lines().skip(1).count();
    }
}
