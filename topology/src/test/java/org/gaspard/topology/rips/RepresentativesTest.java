package org.gaspard.topology.rips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.Metric;
import org.gaspard.topology.SparseDistances;
import org.gaspard.topology.reference.FilteredComplex;
import org.gaspard.topology.reference.SimplicialFiltration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cycles and cocycles against their definitions, on all simplices of small complexes. */
class RepresentativesTest {

    /** The complex of a matrix with all its boundaries, and chains as vectors. */
    private static final class Complex {
        final FilteredComplex cells;
        final Map<List<Integer>, Integer> places = new HashMap<>();
        final int p;

        Complex(DistanceMatrix d, int maxDimension, double threshold, int p) {
            SimplicialFiltration filtration = org.gaspard.topology.reference.VietorisRips.filtration(
                    d.toSquare(), d.size(), maxDimension, Math.min(threshold, d.enclosingRadius()));
            this.cells = filtration.complex();
            this.p = p;
            for (int i = 0; i < cells.size(); i++) {
                places.put(vertices(filtration.simplices().get(i).vertices()), i);
            }
        }

        static List<Integer> vertices(int[] simplex) {
            return IntStream.of(simplex).sorted().boxed().toList();
        }

        int place(int[] simplex) {
            return places.get(vertices(simplex));
        }

        long[] vector(Chain chain) {
            long[] vector = new long[cells.size()];
            for (int i = 0; i < chain.size(); i++) {
                vector[place(chain.simplex(i))] += chain.coefficient(i);
            }
            return vector;
        }

        long[] boundaryOf(int cell) {
            long[] boundary = new long[cells.size()];
            FilteredComplex.Cell c = cells.cells().get(cell);
            for (int i = 0; i < c.faces().length; i++) {
                boundary[c.faces()[i]] += c.coefficients()[i];
            }
            return boundary;
        }

        long product(long[] a, long[] b) {
            long sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return Math.floorMod(sum, (long) p);
        }

        /** Whether a chain is a sum of boundaries of the simplices up to a value. */
        boolean isBoundary(long[] chain, int dimension, double value) {
            List<long[]> rows = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                FilteredComplex.Cell cell = cells.cells().get(i);
                if (cell.dimension() == dimension + 1 && cell.value() <= value) {
                    reduce(boundaryOf(i), rows);
                }
            }
            int rank = rows.size();
            reduce(chain.clone(), rows);
            return rows.size() == rank;
        }

        /** Adds what is left of a vector after elimination by rows that begin with 1. */
        private void reduce(long[] vector, List<long[]> rows) {
            for (long[] row : rows) {
                long factor = Math.floorMod(vector[first(row)], (long) p);
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = Math.floorMod(vector[i] - factor * row[i], (long) p);
                }
            }
            for (int i = 0; i < vector.length; i++) {
                vector[i] = Math.floorMod(vector[i], (long) p);
            }
            int first = first(vector);
            if (first < vector.length) {
                long inverse = 1;
                while (inverse * vector[first] % p != 1) {
                    inverse++;
                }
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = vector[i] * inverse % p;
                }
                rows.add(vector);
            }
        }

        private static int first(long[] vector) {
            int i = 0;
            while (i < vector.length && vector[i] == 0) {
                i++;
            }
            return i;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 8, 2, 2, 9",
        "uniform, 11, 1, 3, 0.6",
        "integer, 9, 2, 3, 9",
        "integer, 12, 1, 2, 5",
        "plane, 12, 1, 2, 9",
        "plane, 12, 1, 5, 0.8",
        "sphere, 10, 2, 2, 1.45",
        "sphere, 10, 2, 3, 9",
        "grid, 10, 2, 2, 9",
        "grid, 10, 2, 3, 2.1"
    })
    void cyclesAndCocyclesAreWhatTheyAreCalled(String kind, int n, int maxDimension, int p, double threshold) {
        int bars = 0;
        for (long seed = 1; seed <= 4; seed++) {
            DistanceMatrix d = Inputs.matrix(kind, n, 3000 + seed);
            Complex complex = new Complex(d, maxDimension, threshold, p);
            VietorisRips rips =
                    VietorisRips.upTo(maxDimension).withCoefficients(p).withThreshold(threshold);
            Persistence cycles =
                    rips.withRepresentatives(Representatives.CYCLES).compute(d);
            Persistence cocycles =
                    rips.withRepresentatives(Representatives.COCYCLES).compute(d);
            double radius = Math.min(threshold, d.enclosingRadius());
            Persistence sparse = rips.withThreshold(radius)
                    .withRepresentatives(Representatives.CYCLES)
                    .compute(SparseDistances.upTo(Double.POSITIVE_INFINITY, d));
            for (int k = 0; k <= maxDimension; k++) {
                assertThat(cocycles.barcode(k).diagram())
                        .isEqualTo(cycles.barcode(k).diagram());
                for (int i = 0; i < cycles.barcode(k).size(); i++) {
                    checkCycle(complex, cycles.barcode(k), i);
                    checkCocycle(complex, cocycles.barcode(k), i);
                    checkPairing(complex, cycles.barcode(k), cocycles.barcode(k), i);
                    assertThat(sparse.barcode(k).representative(i))
                            .isEqualTo(cycles.barcode(k).representative(i));
                    bars++;
                }
            }
        }
        assertThat(bars).isGreaterThan(30);
    }

    private static void checkCycle(Complex complex, Barcode barcode, int bar) {
        Chain cycle = barcode.representative(bar);
        int k = barcode.dimension();
        long[] z = complex.vector(cycle);
        assertThat(complex.cells.cells().get(lastOf(z)).value())
                .isEqualTo(barcode.diagram().birth(bar));
        if (k > 0) {
            assertThat(lastOf(z)).isEqualTo(complex.place(barcode.birthSimplex(bar)));
            long[] boundary = new long[z.length];
            for (int i = 0; i < z.length; i++) {
                long[] of = complex.boundaryOf(i);
                for (int j = 0; j < z.length; j++) {
                    boundary[j] += z[i] * of[j];
                }
            }
            assertThat(LongStream.of(boundary)).allMatch(value -> value % complex.p == 0);
        }
        double death = barcode.diagram().death(bar);
        assertThat(complex.isBoundary(z, k, death)).isEqualTo(Double.isFinite(death));
    }

    private static int lastOf(long[] vector) {
        int i = vector.length - 1;
        while (vector[i] == 0) {
            i--;
        }
        return i;
    }

    private static void checkCocycle(Complex complex, Barcode barcode, int bar) {
        long[] alpha = complex.vector(barcode.representative(bar));
        assertThat(alpha[complex.place(barcode.birthSimplex(bar))]).isEqualTo(1);
        for (int i = 0; i < alpha.length; i++) {
            FilteredComplex.Cell cell = complex.cells.cells().get(i);
            if (cell.value() < barcode.diagram().death(bar)) {
                assertThat(complex.product(alpha, complex.boundaryOf(i))).isZero();
            }
            if (barcode.dimension() > 0) {
                assertThat(alpha[i] != 0 && cell.value() < barcode.diagram().birth(bar))
                        .isFalse();
            }
        }
    }

    /** A cocycle with a value other than 0 on a cycle: the one is no coboundary, the other no boundary before its death. */
    private static void checkPairing(Complex complex, Barcode cycles, Barcode cocycles, int bar) {
        long[] z = complex.vector(cycles.representative(bar));
        long[] alpha = complex.vector(cocycles.representative(bar));
        assertThat(complex.product(alpha, z)).isNotZero();
    }

    @Test
    void theCycleOfACircleIsThePolygon() {
        int n = 24;
        double[] circle = new double[2 * n];
        for (int i = 0; i < n; i++) {
            circle[2 * i] = Math.cos(2 * Math.PI * i / n);
            circle[2 * i + 1] = Math.sin(2 * Math.PI * i / n);
        }
        DistanceMatrix d = DistanceMatrix.ofPoints(circle, 2, Metric.EUCLIDEAN);
        VietorisRips rips = VietorisRips.upTo(1).withRepresentatives(Representatives.CYCLES);
        Barcode loops = rips.compute(d).barcode(1);
        assertThat(loops.size()).isEqualTo(1);
        Chain polygon = loops.representative(0);
        assertThat(polygon.simplices())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, n)
                        .mapToObj(i -> Complex.vertices(new int[] {i, (i + 1) % n}))
                        .toList());
        assertThat(polygon.toString()).startsWith("1·[");
        Barcode signed = rips.withCoefficients(3).compute(d).barcode(1);
        assertThat(IntStream.range(0, n).map(i -> signed.representative(0).coefficient(i)))
                .containsOnly(1, 2);
        assertThatThrownBy(() -> polygon.simplex(n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("i is 24");
    }

    @Test
    void relativeCyclesEndAtTheConeOrAreClosed() {
        // A path 2 - 3 - 4 - 5 from one vertex of the cone {0, 1} to the other one closes through it.
        double[] d = new double[36];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                d[i * 6 + j] = i == j || i < 2 && j < 2 ? 0 : 2;
            }
        }
        int[][] path = {{0, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 1}};
        for (int[] edge : path) {
            d[edge[0] * 6 + edge[1]] = 1;
            d[edge[1] * 6 + edge[0]] = 1;
        }
        for (double threshold : new double[] {9, 1.5}) {
            Barcode loops = VietorisRips.upTo(1)
                    .withThreshold(threshold)
                    .withRepresentatives(Representatives.CYCLES)
                    .computeRelative(DistanceMatrix.of(d, 6), 2)
                    .barcode(1);
            assertThat(loops.size()).isEqualTo(1);
            assertThat(loops.diagram().death(0)).isEqualTo(threshold > 2 ? 2 : Double.POSITIVE_INFINITY);
            assertThat(loops.representative(0).simplices())
                    .containsExactlyInAnyOrder(
                            List.of(0, 2), List.of(2, 3), List.of(3, 4), List.of(4, 5), List.of(1, 5));
        }
    }

    @Test
    void withoutRepresentativesChainsAreEmpty() {
        Persistence found = VietorisRips.upTo(1).compute(Inputs.matrix("plane", 20, 9));
        assertThat(found.barcode(0).representative(0)).isEqualTo(Chains.empty(0));
        assertThat(found.barcode(0).representative(0).toString()).isEqualTo("0");
    }
}
