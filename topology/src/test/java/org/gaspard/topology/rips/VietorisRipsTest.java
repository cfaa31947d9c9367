package org.gaspard.topology.rips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.Metric;
import org.gaspard.topology.SparseDistances;
import org.gaspard.topology.reference.SimplicialFiltration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast engine against the reference, simplex by simplex, and small known cases. */
class VietorisRipsTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** A bar with its simplices, comparable as text. */
    private static String bar(double birth, double death, int[] birthSimplex, int[] deathSimplex) {
        return "[" + birth + ", " + death + ") " + Arrays.toString(birthSimplex) + " " + Arrays.toString(deathSimplex);
    }

    private static List<String> bars(Barcode barcode) {
        return IntStream.range(0, barcode.size())
                .mapToObj(i -> bar(
                        barcode.diagram().birth(i),
                        barcode.diagram().death(i),
                        barcode.birthSimplex(i),
                        barcode.deathSimplex(i)))
                .sorted()
                .toList();
    }

    private static List<String> referenceBars(
            DistanceMatrix d, int maxDimension, int dimension, int p, double threshold, boolean zeroLengthBars) {
        SimplicialFiltration filtration =
                org.gaspard.topology.reference.VietorisRips.filtration(d.toSquare(), d.size(), maxDimension, threshold);
        return filtration.bars(maxDimension, p).stream()
                .filter(bar -> bar.dimension() == dimension && (zeroLengthBars || bar.death() > bar.birth()))
                .map(bar -> bar(bar.birth(), bar.death(), bar.birthSimplex(), bar.deathSimplex()))
                .sorted()
                .toList();
    }

    private static void assertAgreement(DistanceMatrix d, VietorisRips rips) {
        double radius = Math.min(rips.threshold(), d.enclosingRadius());
        for (Persistence found :
                List.of(rips.compute(d), rips.withThreshold(radius).compute(SparseDistances.upTo(INFINITY, d)))) {
            for (int k = 0; k <= rips.maxDimension(); k++) {
                assertThat(bars(found.barcode(k)))
                        .isEqualTo(referenceBars(
                                d, rips.maxDimension(), k, rips.coefficients(), radius, rips.zeroLengthBars()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 9, 3, 2",
        "uniform, 14, 2, 2",
        "uniform, 14, 2, 3",
        "uniform, 22, 1, 5",
        "integer, 9, 3, 2",
        "integer, 13, 2, 2",
        "integer, 13, 2, 7",
        "plane, 14, 2, 2",
        "sphere, 13, 2, 3",
        "grid, 12, 2, 2",
        "grid, 12, 2, 3"
    })
    void barsAndSimplicesAreThoseOfTheReference(String kind, int n, int maxDimension, int p) {
        for (long seed = 1; seed <= 6; seed++) {
            DistanceMatrix d = Inputs.matrix(kind, n, 1000 + seed);
            VietorisRips rips = VietorisRips.upTo(maxDimension).withCoefficients(p);
            assertAgreement(d, rips);
            assertAgreement(d, rips.withThreshold(0.8 * d.enclosingRadius()));
            if (seed <= 2) {
                assertAgreement(d, rips.withZeroLengthBars());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void birthsOfVerticesAgree(long seed) {
        int n = 12;
        double[] square = Inputs.matrix("integer", n, seed).toSquare();
        for (int i = 0; i < n; i++) {
            square[i * n + i] = (7L * i + seed) % 5 - 3;
        }
        assertAgreement(DistanceMatrix.weighted(square, n), VietorisRips.upTo(2));
    }

    @Test
    void manyMatricesAtOnceAreTheSameAsOneByOne() {
        List<DistanceMatrix> matrices = IntStream.range(0, 30)
                .mapToObj(i -> Inputs.matrix(i % 2 == 0 ? "plane" : "integer", 10 + i, i))
                .toList();
        VietorisRips rips = VietorisRips.upTo(2);
        List<Persistence> found = rips.computeAll(matrices);
        assertThat(found).hasSize(30);
        for (int i = 0; i < 30; i++) {
            Persistence alone = rips.compute(matrices.get(i));
            for (int k = 0; k <= 2; k++) {
                assertThat(bars(found.get(i).barcode(k))).isEqualTo(bars(alone.barcode(k)));
            }
        }
        assertThat(rips.computeAll(List.of())).isEmpty();
    }

    /** Side by side or one after the other: the same columns get the same additions. */
    @ParameterizedTest
    @CsvSource({"uniform, 90, 2", "integer, 110, 2", "plane, 300, 3", "grid, 120, 5"})
    void reductionsDoNotDependOnTheNumberOfThreads(String kind, int n, int p) {
        Filtration input = Filtration.of(Inputs.matrix(kind, n, 17), Double.POSITIVE_INFINITY, 0);
        Binomials binomials = new Binomials(n, 3);
        SortedEdges edges = input.edges();
        Keys keys = new Keys(binomials.of(n, 3), edges.differentLengths(), p, "");
        FlagComplex complex = new FlagComplex(input.adjacency(), binomials, keys, p, 0, 1);
        int[] cycleEdges = new ComponentBars(VietorisRips.upTo(1).withCoefficients(p), input).cycleEdges();
        long[] columns = new ColumnSearch(complex, false)
                .edges(IntStream.of(cycleEdges)
                        .mapToLong(i -> keys.key(edges.rank(i), binomials.of(edges.high(i), 2) + edges.low(i)))
                        .toArray())
                .columns()
                .toArray();
        // Enough for batches.
        assertThat(columns.length).isGreaterThan(64);
        List<ReducedColumns> reduced = IntStream.of(1, 2)
                .mapToObj(threads -> CohomologyReduction.reduce(
                        complex, new PrimeField(p), 1, columns, edges.differentLengths(), true, threads))
                .toList();
        assertThat(contents(reduced.get(1))).isEqualTo(contents(reduced.get(0)));
    }

    private static List<Long> contents(ReducedColumns columns) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            all.add(columns.birth(i));
            all.add(columns.death(i));
            for (int j = columns.additionsFrom(i); j < columns.additionsFrom(i + 1); j++) {
                all.add(columns.addition(j));
            }
        }
        return all;
    }

    @Test
    void criticalEdgesHaveTheLengthsOfBirthsAndDeaths() {
        DistanceMatrix d = Inputs.matrix("plane", 40, 5);
        Barcode barcode = VietorisRips.upTo(1).compute(d).barcode(1);
        assertThat(barcode.size()).isPositive();
        for (int i = 0; i < barcode.size(); i++) {
            assertThat(d.get(barcode.birthEdges()[2 * i], barcode.birthEdges()[2 * i + 1]))
                    .isEqualTo(barcode.diagram().birth(i));
            assertThat(d.get(barcode.deathEdges()[2 * i], barcode.deathEdges()[2 * i + 1]))
                    .isEqualTo(barcode.diagram().death(i));
        }
    }

    @Test
    void octahedronHasAVoidWithItsCriticalEdges() {
        double[] square = new double[36];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                square[i * 6 + j] = i == j ? 0 : 1;
            }
        }
        int[][] antipodes = {{0, 2}, {1, 3}, {4, 5}};
        for (int[] pair : antipodes) {
            square[pair[0] * 6 + pair[1]] = 100;
            square[pair[1] * 6 + pair[0]] = 100;
        }
        Barcode voids =
                VietorisRips.upTo(2).compute(DistanceMatrix.of(square, 6)).barcode(2);
        assertThat(voids.diagram()).isEqualTo(Diagram.of(2, new double[][] {{1, 100}}));
        assertThat(voids.birthEdges()).containsExactly(0, 1);
        assertThat(voids.deathEdges()).containsExactly(4, 5);
        for (int[] pair : antipodes) {
            square[pair[0] * 6 + pair[1]] = INFINITY;
            square[pair[1] * 6 + pair[0]] = INFINITY;
        }
        Persistence open = VietorisRips.upTo(2).compute(DistanceMatrix.of(square, 6));
        assertThat(open.barcode(2).diagram()).isEqualTo(Diagram.of(2, new double[][] {{1, INFINITY}}));
        assertThat(open.barcode(2).deathEdges()).containsExactly(-1, -1);
        assertThat(open.barcode(2).deathSimplex(0)).isEmpty();
    }

    /** H1 and H2 of the projective plane have rank one over Z/2 and vanish over other fields. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void projectivePlaneDependsOnTheField(int p) {
        // The 6-vertex projective plane's face poset is 31 points; its order complex is the plane again.
        List<int[]> faces = new ArrayList<>();
        int[][] triangles = {
            {0, 1, 2}, {0, 2, 3}, {0, 3, 4}, {0, 4, 5}, {0, 1, 5}, {1, 2, 4}, {2, 3, 5}, {1, 3, 4}, {2, 4, 5}, {1, 3, 5}
        };
        for (int v = 0; v < 6; v++) {
            faces.add(new int[] {v});
        }
        for (int v = 0; v < 6; v++) {
            for (int w = v + 1; w < 6; w++) {
                faces.add(new int[] {v, w});
            }
        }
        faces.addAll(List.of(triangles));
        DistanceMatrix d = DistanceMatrix.of(faces.size(), (i, j) -> isFace(faces.get(j), faces.get(i)) ? 1 : 2);
        Persistence found = VietorisRips.upTo(2).withCoefficients(p).compute(d);
        double[][] expected = p == 2 ? new double[][] {{1, 2}} : new double[0][];
        assertThat(found.barcode(1).diagram()).isEqualTo(Diagram.of(1, expected));
        assertThat(found.barcode(2).diagram()).isEqualTo(Diagram.of(2, expected));
    }

    private static boolean isFace(int[] small, int[] large) {
        return small.length < large.length
                && Arrays.stream(small).allMatch(v -> Arrays.stream(large).anyMatch(w -> w == v));
    }

    @Test
    void subtractingFromAllValuesShiftsAllBars() {
        double[][] upper = {{1, 3, 5, 4}, {6, 7, 2}, {8, 9}, {10}};
        for (double shift : new double[] {0, 1, 3, 6, 11}) {
            double[] square = new double[16];
            for (int i = 0; i < 4; i++) {
                for (int j = i; j < 4; j++) {
                    square[i * 4 + j] = upper[i][j - i] - shift;
                    square[j * 4 + i] = upper[i][j - i] - shift;
                }
            }
            Diagram found = VietorisRips.upTo(1)
                    .compute(DistanceMatrix.weighted(square, 4))
                    .barcode(0)
                    .diagram();
            assertThat(found.births()).containsExactly(1 - shift);
            assertThat(found.deaths()).containsExactly(INFINITY);
        }
    }

    @Test
    void vertexBirths() {
        Diagram found = VietorisRips.upTo(1)
                .compute(DistanceMatrix.weighted(new double[] {1, 3, 3, 2}, 2))
                .barcode(0)
                .diagram();
        assertThat(found.sorted()).isEqualTo(Diagram.of(0, new double[][] {{1, INFINITY}, {2, 3}}));
    }

    @Test
    void fewPoints() {
        assertThat(VietorisRips.upTo(2)
                        .compute(DistanceMatrix.of(new double[0], 0))
                        .barcodes())
                .allMatch(barcode -> barcode.size() == 0)
                .hasSize(3);
        assertThat(VietorisRips.upTo(1)
                        .compute(DistanceMatrix.of(new double[1], 1))
                        .barcode(0)
                        .diagram())
                .isEqualTo(Diagram.of(0, new double[][] {{0, INFINITY}}));
        DistanceMatrix same = DistanceMatrix.of(new double[4], 2);
        assertThat(VietorisRips.upTo(1)
                        .withThreshold(1)
                        .compute(same)
                        .barcode(0)
                        .diagram())
                .isEqualTo(Diagram.of(0, new double[][] {{0, INFINITY}}));
        assertThat(VietorisRips.upTo(0)
                        .compute(SparseDistances.of(2, new int[] {0}, new int[] {1}, new double[] {0}))
                        .barcode(0)
                        .size())
                .isEqualTo(1);
    }

    @Test
    void sparseEntriesMayComeInAnyOrder() {
        int[] rows = {0, 0, 0, 0, 1, 1, 1, 2, 2, 3};
        int[] columns = {1, 2, 3, 4, 2, 3, 4, 3, 4, 4};
        double[] values = {8, 4, 2, 6, 10, 9, 5, 3, 1, 1};
        Diagram expected = Diagram.of(0, new double[][] {{0, 1}, {0, 1}, {0, 2}, {0, 5}, {0, INFINITY}});
        for (int rotation = 0; rotation < 10; rotation++) {
            int[] r = new int[10];
            int[] c = new int[10];
            double[] v = new double[10];
            for (int k = 0; k < 10; k++) {
                int from = (k * 3 + rotation) % 10;
                boolean transposed = (k + rotation) % 2 == 0;
                r[k] = transposed ? columns[from] : rows[from];
                c[k] = transposed ? rows[from] : columns[from];
                v[k] = values[from];
            }
            Persistence found = VietorisRips.upTo(1).compute(SparseDistances.of(5, r, c, v));
            assertThat(found.barcode(0).diagram().sorted()).isEqualTo(expected);
            assertThat(found.barcode(1).size()).isZero();
        }
    }

    @Test
    void theNumberAboveTheDiagonalCounts() {
        SparseDistances both = SparseDistances.of(2, new int[] {1, 0}, new int[] {0, 1}, new double[] {5, 3});
        assertThat(both.length(0)).isEqualTo(3);
    }

    @Test
    void voidOnTheSurfaceOfACube() {
        List<double[]> points = new ArrayList<>();
        for (int x = 0; x < 5; x++) {
            for (int y = 0; y < 5; y++) {
                for (int z = 0; z < 5; z++) {
                    if (x % 4 == 0 || y % 4 == 0 || z % 4 == 0) {
                        points.add(new double[] {x / 4.0, y / 4.0, z / 4.0});
                    }
                }
            }
        }
        double[] cloud = points.stream().flatMapToDouble(Arrays::stream).toArray();
        SparseDistances d = SparseDistances.upTo(1.5, DistanceMatrix.ofPoints(cloud, 3, Metric.EUCLIDEAN));
        Diagram voids = VietorisRips.upTo(2).compute(d).barcode(2).diagram();
        assertThat(voids.size()).isEqualTo(1);
        assertThat(voids.death(0)).isEqualTo(1);
    }

    @Test
    void beyondTheEnclosingRadiusNothingHappens() {
        DistanceMatrix d = Inputs.matrix("plane", 60, 77);
        Diagram all = VietorisRips.upTo(1).compute(d).barcode(1).diagram();
        Diagram sparse = VietorisRips.upTo(1)
                .compute(SparseDistances.upTo(INFINITY, d))
                .barcode(1)
                .diagram();
        assertThat(sparse).isEqualTo(all);
    }

    /** As many points as make too many tetrahedra for the heap of this process, all at one distance of each other. */
    @Test
    void tooManySimplicesAreRefusedWithTheirNumber() {
        long heap = Runtime.getRuntime().maxMemory();
        int n = 100;
        while (tetrahedra(n) * 48 <= heap) {
            n++;
        }
        DistanceMatrix d = DistanceMatrix.of(n, (i, j) -> 1);
        long count = tetrahedra(n);
        assertThatThrownBy(() -> VietorisRips.upTo(4).compute(d))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the simplices of dimension 3: " + count + " of 48 bytes, expected at most ")
                .hasMessageContaining("-Xmx");
    }

    private static long tetrahedra(long n) {
        return n * (n - 1) * (n - 2) * (n - 3) / 24;
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> DistanceMatrix.of(new double[] {0, Double.NaN, Double.NaN, 0}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, 0] is NaN");
        assertThatThrownBy(() -> DistanceMatrix.of(new double[] {0, 1, 2, 0}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("symmetric");
        assertThatThrownBy(() -> DistanceMatrix.of(new double[] {0, -1, -1, 0}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0, expected a number of at least 0");
        assertThatThrownBy(() -> DistanceMatrix.of(new double[] {1, 1, 1, 0}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 on the diagonal");
        assertThatThrownBy(() -> DistanceMatrix.of(new double[3], 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VietorisRips.upTo(1).withCoefficients(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4, expected a prime");
        assertThatThrownBy(() -> VietorisRips.upTo(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VietorisRips.upTo(1).withThreshold(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VietorisRips.upTo(40).compute(Inputs.matrix("uniform", 200, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bits");
        assertThatThrownBy(() -> SparseDistances.of(2, new int[] {0, 0}, new int[] {1, 1}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> SparseDistances.of(1, new int[] {0, 0}, new int[] {0, 0}, new double[] {1, 2}))
                .hasMessage("entry [0, 0] is given twice, expected once");
        assertThatThrownBy(() -> SparseDistances.upTo(Double.NaN, DistanceMatrix.of(new double[1], 1)))
                .hasMessage("threshold is NaN, expected a number");
        assertThatThrownBy(() -> DistanceMatrix.weighted(new double[] {0, -INFINITY, -INFINITY, 0}, 2))
                .hasMessageContaining("[1, 0] is -Infinity, expected a number");
        assertThatThrownBy(() -> DistanceMatrix.weighted(new double[] {0, -1, -7, 0}, 2))
                .hasMessageContaining("expected a symmetric matrix");
    }

    @Test
    void inDimensionsBeyondThePointsThereIsNothing() {
        Persistence found = VietorisRips.upTo(VietorisRips.HIGHEST_DIMENSION).compute(Inputs.matrix("plane", 3, 1));
        assertThat(found.barcodes()).hasSize(VietorisRips.HIGHEST_DIMENSION + 1);
        assertThat(found.barcode(0).size()).isEqualTo(3);
        assertThat(found.barcodes().subList(1, 1001)).allMatch(barcode -> barcode.size() == 0);
        assertThatThrownBy(() -> VietorisRips.upTo(1001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxDimension is 1001, expected a whole number from 0 to 1000");
    }

    @Test
    void barsAreCountedFromZero() {
        Barcode barcode =
                VietorisRips.upTo(0).compute(Inputs.matrix("plane", 3, 1)).barcode(0);
        assertThatThrownBy(() -> barcode.birthSimplex(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bar is 3, expected a whole number from 0 to 2");
        assertThatThrownBy(() -> barcode.deathSimplex(-1)).hasMessageContaining("bar is -1");
        assertThatThrownBy(() -> barcode.representative(3)).hasMessageContaining("bar is 3");
    }

    @Test
    void theConeMustEnterFirst() {
        VietorisRips rips = VietorisRips.upTo(1);
        DistanceMatrix square = DistanceMatrix.of(4, (i, j) -> i - j == 2 ? 2 : 1);
        assertThatThrownBy(() -> rips.computeRelative(square, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the distance of vertices 0 and 1 of the cone is 1.0, expected 0");
        DistanceMatrix early = DistanceMatrix.weighted(new double[] {-1, 0, 0, 0}, 2);
        assertThatThrownBy(() -> rips.computeRelative(early, 1))
                .hasMessage("the birth of vertex 0 of the cone is -1.0, expected 0");
        DistanceMatrix negative =
                DistanceMatrix.weighted(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, -1, -1}, 4);
        assertThatThrownBy(() -> rips.computeRelative(negative, 2))
                .hasMessageContaining("is -1.0, expected at least 0 beside a cone");
        assertThatThrownBy(() -> rips.computeRelative(square, 5))
                .hasMessage("cone is 5, expected a whole number from 0 to 4");
    }

    /** The cone's own simplices, 20 million triangles here, are neither kept nor counted. */
    @Test
    void aLargeConeCostsLittle() {
        int cone = 500;
        DistanceMatrix d =
                DistanceMatrix.of(cone + 4, (i, j) -> i < cone ? 0 : i == cone + 2 ? 3 : 1 + 0.001 * (j % 7));
        Persistence found = VietorisRips.upTo(2).withThreshold(2).computeRelative(d, cone);
        assertThat(found.barcode(0).diagram().sorted()).isEqualTo(Diagram.of(0, new double[][] {
            {0, 1}, {0, 1}, {0, 1}, {0, 1.005}, {0, INFINITY}
        }));
        assertThat(found.barcode(1).size()).isZero();
    }
}
