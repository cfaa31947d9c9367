package org.gaspard.benchmarks.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.UnaryOp;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.reference.FilteredComplex;
import org.gaspard.topology.reference.Persistence;
import org.gaspard.topology.reference.VietorisRips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    static List<Case> cases() {
        return Catalogue.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCaseRunsAndGivesFiniteNumbers(Case each) {
        Workload workload = each.workload().apply(Case.Scale.TINY);
        Fingerprint first = workload.check();
        assertThat(first.entries())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.value()).isFinite());
        assertThat(first.entries())
                .anySatisfy(entry -> assertThat(entry.scale()).isPositive());
        assertThat(each.workload().apply(Case.Scale.TINY).check().distance(first))
                .isZero();
        workload.step();
        workload.step();
        workload.captured()
                .ifPresent(
                        captured -> assertThat(captured.check().distance(first)).isZero());
    }

    @Test
    void aTrainingStepTrains() {
        Workload training = Catalogue.find("mlp-step").orElseThrow().workload().apply(Case.Scale.TINY);
        double before = training.check().entries().getFirst().value();
        for (int i = 0; i < 200; i++) {
            training.step();
        }
        assertThat(training.check().entries().getFirst().value()).isLessThan(before);
    }

    @Test
    void derivativesOfPotentialsAreTheSameInBothWays() {
        assertThat(derivatives("autodiff").distance(derivatives("closed"))).isLessThan(1e-4);
    }

    private static Fingerprint derivatives(String method) {
        Case found = Catalogue.find("flow-derivatives-" + method).orElseThrow();
        return found.workload().apply(Case.Scale.TINY).check();
    }

    @Test
    void aGraphOfSmallOperationsHasFiveHundred() {
        long operations = Plan.of(Eager.rounds(50).build()).graph().nodes().stream()
                .map(Node::op)
                .filter(op -> op instanceof UnaryOp || op instanceof BinaryOp || op instanceof Reduction)
                .count();
        assertThat(operations).isEqualTo(500);
    }

    @Test
    void namesAreDifferent() {
        assertThat(Catalogue.cases()).extracting(Case::name).doesNotHaveDuplicates();
    }

    @Test
    void whatStepsAreTimedBesideIsACase() {
        assertThat(Catalogue.cases())
                .filteredOn(each -> each.peer() instanceof Peer.Own)
                .hasSizeGreaterThan(20)
                .allSatisfy(each -> assertThat(Catalogue.find(((Peer.Own) each.peer()).name()))
                        .isPresent());
    }

    @Test
    void pytorchHasTheSameCases() throws Exception {
        String peers = Files.readString(Path.of("peers", "cases.py"));
        List<String> names = Pattern.compile("(?m)^@case\\(\"([\\w-]+)\"")
                .matcher(peers)
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(Catalogue.cases().stream()
                        .filter(each -> each.peer() instanceof Peer.PyTorch)
                        .map(Case::name)
                        .toList());
    }

    static Stream<Case> barcodes() {
        return Catalogue.cases().stream().filter(each -> each.peer() instanceof Peer.Ripser);
    }

    /** Ripser gets other filtrations of cross-barcodes than ours; their boundary matrices have the same bars. */
    @ParameterizedTest
    @MethodSource("barcodes")
    void ripserIsAskedForTheSameBars(Case each) {
        Barcodes ours = ((Peer.Ripser) each.peer()).bars().apply(Case.Scale.TINY);
        List<DistanceMatrix> matrices = ours.matrices();
        Fingerprint all = new Fingerprint(List.of());
        for (DistanceMatrix matrix : matrices) {
            int n = matrix.size();
            FilteredComplex complex = VietorisRips.filtration(
                            matrix.toSquare(), n, ours.dimension(), Double.POSITIVE_INFINITY)
                    .complex();
            all = all.and(Fingerprint.of(Persistence.of(complex, 2).diagram(ours.dimension(), false)));
        }
        assertThat(ours.check().distance(all)).isLessThan(1e-12);
        assertThat(matrices).allSatisfy(matrix -> {
            for (double distance : matrix.toSquare()) {
                assertThat((double) (float) distance).isEqualTo(distance);
            }
        });
    }

    @Test
    void barcodesHaveTheSizesThatTheirNamesSay() {
        assertThat(points("rips-sphere-dim2-1t")).containsExactly(192);
        assertThat(points("rips-random-dim1-1000-2t")).containsExactly(1000);
        assertThat(points("rtd-64-1t")).containsExactly(128);
        assertThat(points("rtd-64-batch-2t")).containsExactlyElementsOf(Collections.nCopies(16, 128));
    }

    private static List<Integer> points(String name) {
        Barcodes bars = (Barcodes) Catalogue.find(name).orElseThrow().workload().apply(Case.Scale.FULL);
        return bars.matrices().stream().map(DistanceMatrix::size).toList();
    }

    @Test
    void pointsOfTheSphereHaveRadiusOne() {
        double[] points = Clouds.sphere(1, 500);
        double[] sums = new double[3];
        for (int i = 0; i < points.length; i += 3) {
            assertThat(Math.hypot(Math.hypot(points[i], points[i + 1]), points[i + 2]))
                    .isCloseTo(1, within(1e-15));
            for (int k = 0; k < 3; k++) {
                sums[k] += points[i + k] / 500;
            }
        }
        assertThat(Arrays.stream(sums)).allMatch(mean -> Math.abs(mean) < 0.1);
    }

    @Test
    void aCaseOnThreadsSaysSo() {
        Case twice = Catalogue.find("gemm-256-2t").orElseThrow();
        assertThat(twice.threads()).isEqualTo(OptionalInt.of(2));
        assertThat(twice.description()).endsWith(", 2 threads");
        assertThat(Catalogue.find("gemm-256").orElseThrow().threads()).isEmpty();
        assertThat(Catalogue.find("gemm-257")).isEmpty();
    }

    /** Layer by layer: 2 N H' W' k k C O of 1-32-32-64-64 channels at 32, 16, 8, 4 output pixels a side. */
    @Test
    void countsTheOperationsOfTheConvolutions() {
        double flops = 2.0 * 64 * 16 * (32 * 32 * 32 + 16 * 16 * 32 * 32 + 8 * 8 * 32 * 64 + 4 * 4 * 64 * 64);
        assertThat(Catalogue.find("conv-forward").orElseThrow().flops()).hasValue(flops);
        assertThat(Catalogue.find("conv-backward").orElseThrow().flops()).hasValue(2 * flops);
        double linear = 2.0 * 64 * (1024 * 256 + 256 * 20 + 10 * 256 + 256 * 1024);
        double first = 2.0 * 64 * 16 * 32 * 32 * 32;
        assertThat(VaeTraining.flops(64, 1)).isCloseTo(3 * (linear + 2 * flops) - first, within(1.0));
    }
}
