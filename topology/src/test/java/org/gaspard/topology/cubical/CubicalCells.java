package org.gaspard.topology.cubical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.topology.reference.FilteredComplex;
import org.gaspard.topology.reference.FilteredComplex.Cell;
import org.gaspard.topology.reference.Persistence;
import org.gaspard.topology.reference.Persistence.Pair;

/**
 * The bars of an image from its cubical complex, written out cell by cell and reduced by the reference. A cell has integer
 * coordinates, odd along the axes in which it extends; the filtration is by the numbers of pixels in their order, so that
 * pairs of cells tell pairs of pixels.
 */
record CubicalCells(double[] values, int[] shape, Construction construction) {

    private record Cube(int[] coordinates, int pixel, int rank) {

        int dimension() {
            return (int) Arrays.stream(coordinates).filter(c -> c % 2 != 0).count();
        }
    }

    /** The bars as {@code {birth pixel, death pixel or −1}}, by the order of births, then deaths. */
    List<int[]> bars(int dimension, int prime, boolean zeroLengthBars) {
        int[] order = order();
        List<Cube> cubes = cubes(order);
        Persistence persistence = Persistence.of(complex(cubes), prime);
        List<int[]> bars = new ArrayList<>();
        for (Pair pair : persistence.pairs()) {
            Cube birth = cubes.get(pair.birth());
            if (birth.dimension() == dimension) {
                int death = pair.isEssential() ? Integer.MAX_VALUE : cubes.get(pair.death()).rank;
                if (pair.isEssential() || zeroLengthBars || values[birth.pixel] < values[order[death]]) {
                    bars.add(new int[] {birth.rank, death});
                }
            }
        }
        bars.sort(Comparator.<int[]>comparingInt(bar -> bar[0]).thenComparingInt(bar -> bar[1]));
        return bars.stream()
                .map(bar -> new int[] {order[bar[0]], bar[1] == Integer.MAX_VALUE ? -1 : order[bar[1]]})
                .toList();
    }

    private int[] order() {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> values[i]).thenComparingInt(i -> i))
                .mapToInt(i -> i)
                .toArray();
    }

    private List<Cube> cubes(int[] order) {
        int[] rank = new int[order.length];
        for (int r = 0; r < order.length; r++) {
            rank[order[r]] = r;
        }
        int[] extents = Arrays.stream(shape)
                .map(n -> construction == Construction.VERTICES ? 2 * n - 1 : 2 * n + 1)
                .toArray();
        List<Cube> cubes = new ArrayList<>();
        for (int code = 0; code < Arrays.stream(extents).reduce(1, Math::multiplyExact); code++) {
            int[] coordinates = new int[extents.length];
            int rest = code;
            for (int axis = extents.length - 1; axis >= 0; axis--) {
                coordinates[axis] = rest % extents[axis];
                rest /= extents[axis];
            }
            int pixel = criticalPixel(coordinates, rank);
            if (values[pixel] < Double.POSITIVE_INFINITY) {
                cubes.add(new Cube(coordinates, pixel, rank[pixel]));
            }
        }
        cubes.sort(Comparator.comparingInt(Cube::rank).thenComparingInt(Cube::dimension));
        return cubes;
    }

    /** The last of the vertices of a cell (V), or the first of the pixels around it (T). */
    private int criticalPixel(int[] coordinates, int[] rank) {
        boolean vertices = construction == Construction.VERTICES;
        List<Integer> pixels = List.of(0);
        for (int axis = 0; axis < shape.length; axis++) {
            int n = shape[axis];
            int c = coordinates[axis];
            int[] along = vertices ? new int[] {c / 2, (c + 1) / 2} : new int[] {(c - 1) / 2, c / 2};
            int[] inside = Arrays.stream(along)
                    .filter(x -> x < n && (c > 0 || vertices || x == c / 2))
                    .distinct()
                    .toArray();
            List<Integer> next = new ArrayList<>();
            for (int pixel : pixels) {
                Arrays.stream(inside).forEach(x -> next.add(pixel * n + x));
            }
            pixels = next;
        }
        Comparator<Integer> byRank = Comparator.comparingInt(pixel -> rank[pixel]);
        return vertices
                ? pixels.stream().max(byRank).orElseThrow()
                : pixels.stream().min(byRank).orElseThrow();
    }

    /** {@code ∂(I_1 × … × I_D) = Σ_a ± I_1 × … × ∂I_a × … × I_D}, the sign changing with each axis of extent. */
    private static FilteredComplex complex(List<Cube> cubes) {
        Map<List<Integer>, Integer> position = new HashMap<>();
        List<Cell> cells = new ArrayList<>();
        for (Cube cube : cubes) {
            position.put(Arrays.stream(cube.coordinates).boxed().toList(), cells.size());
            int[] faces = new int[2 * cube.dimension()];
            int[] coefficients = new int[faces.length];
            int size = 0;
            int sign = 1;
            for (int axis = 0; axis < cube.coordinates.length; axis++) {
                if (cube.coordinates[axis] % 2 != 0) {
                    for (int step : new int[] {-1, 1}) {
                        int[] face = cube.coordinates.clone();
                        face[axis] += step;
                        faces[size] = position.get(Arrays.stream(face).boxed().toList());
                        coefficients[size++] = sign * step;
                    }
                    sign = -sign;
                }
            }
            cells.add(new Cell(cube.dimension(), cube.rank, faces, coefficients));
        }
        return new FilteredComplex(cells);
    }
}
