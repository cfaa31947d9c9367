package org.gaspard.datasets.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;

/** The joint distribution of factors that weights tie together. */
final class FactorBlock {

    private static final int LARGEST_TABLE = 1 << 22;

    private final FactorGrid whole;
    private final int[] factors;
    private final FactorGrid cells;
    private final double[] weight;
    private final double[] cumulative;

    private FactorBlock(FactorGrid whole, int[] factors, List<FactorWeight> weights) {
        this.whole = whole;
        this.factors = factors;
        List<Factor> members =
                Arrays.stream(factors).mapToObj(f -> whole.factors().get(f)).toList();
        this.cells = new FactorGrid(members);
        if (cells.size() > LARGEST_TABLE) {
            throw new IllegalArgumentException("factors " + members + " depend on each other and have " + cells.size()
                    + " combinations, expected at most " + LARGEST_TABLE);
        }
        this.weight = new double[cells.size()];
        this.cumulative = new double[cells.size()];
        double sum = 0;
        for (int cell = 0; cell < cumulative.length; cell++) {
            weight[cell] = product(cell, weights);
            sum += weight[cell];
            cumulative[cell] = sum;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("no combination of " + members + " keeps a positive weight");
        }
    }

    /** The blocks of some weights: the connected components of the factors that they tie together. */
    static List<FactorBlock> of(FactorGrid grid, List<FactorWeight> weights) {
        List<FactorBlock> blocks = new ArrayList<>();
        boolean[] done = new boolean[grid.factors().size()];
        for (int f = 0; f < done.length; f++) {
            int start = f;
            if (done[f] || weights.stream().noneMatch(weight -> weight.touches(start))) {
                continue;
            }
            TreeSet<Integer> members = new TreeSet<>(List.of(f));
            List<FactorWeight> ties = List.of();
            for (int before = 0; before < members.size(); ) {
                before = members.size();
                ties = weights.stream()
                        .filter(weight -> members.stream().anyMatch(weight::touches))
                        .toList();
                ties.forEach(weight -> Arrays.stream(weight.factors()).forEach(members::add));
            }
            members.forEach(member -> done[member] = true);
            int[] factors = members.stream().mapToInt(Integer::intValue).toArray();
            blocks.add(new FactorBlock(grid, factors, ties));
        }
        return blocks;
    }

    private double product(int cell, List<FactorWeight> weights) {
        double product = 1;
        for (FactorWeight weight : weights) {
            int[] positions = new int[weight.factors().length];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = position(cell, weight.factors()[i]);
            }
            product *= weight.function().applyAsDouble(positions);
        }
        return product;
    }

    int size() {
        return cells.size();
    }

    boolean holds(int factor) {
        return Arrays.binarySearch(factors, factor) >= 0;
    }

    int position(int cell, int factor) {
        return cells.position(cell, Arrays.binarySearch(factors, factor));
    }

    double probability(int cell) {
        return weight[cell] / cumulative[cumulative.length - 1];
    }

    /** The cell to which a combination of the whole grid belongs. */
    int cell(int index) {
        int cell = 0;
        for (int i = 0; i < factors.length; i++) {
            cell = cells.with(cell, i, whole.position(index, factors[i]));
        }
        return cell;
    }

    /** The combination of the whole grid with its factors of this block as in a cell. */
    int place(int index, int cell) {
        int placed = index;
        for (int i = 0; i < factors.length; i++) {
            placed = whole.with(placed, factors[i], cells.position(cell, i));
        }
        return placed;
    }

    /** The first cell whose cumulative share exceeds {@code u} in [0, 1); one of weight 0 never is. */
    int draw(double u) {
        double target = u * cumulative[cumulative.length - 1];
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
