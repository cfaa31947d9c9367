package org.gaspard.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Points with any discrete factors, by tables: for each factor the points in the order of their values. */
final class TableIndex implements FactorIndex {

    private final List<String> names;
    private final int points;
    /** The number of the value of each factor at each point, [K][N]. */
    private final int[][] values;
    /** For each factor the points by value, then by number, [K][N]. */
    private final int[][] ordered;
    /** Where the points of a value begin in these, [K][values + 1]. */
    private final int[][] starts;

    TableIndex(Factors factors) {
        this.names = factors.names();
        this.points = factors.points();
        this.values = new int[factors.count()][];
        this.ordered = new int[factors.count()][];
        this.starts = new int[factors.count()][];
        for (int k = 0; k < factors.count(); k++) {
            int[] labels = factors.labels(k);
            int[] distinct = Arrays.stream(labels).sorted().distinct().toArray();
            int[] number = Arrays.stream(labels)
                    .map(label -> Arrays.binarySearch(distinct, label))
                    .toArray();
            int[] start = new int[distinct.length + 1];
            for (int value : number) {
                start[value + 1]++;
            }
            Arrays.parallelPrefix(start, Integer::sum);
            int[] next = start.clone();
            int[] order = new int[points];
            for (int n = 0; n < points; n++) {
                order[next[number[n]]++] = n;
            }
            values[k] = number;
            ordered[k] = order;
            starts[k] = start;
        }
    }

    @Override
    public int size() {
        return points;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public int values(int factor) {
        return starts[factor].length - 1;
    }

    @Override
    public int value(int point, int factor) {
        return values[factor][point];
    }

    @Override
    public int sharing(int factor, int value, RandomGenerator random) {
        int[] start = starts[factor];
        return ordered[factor][random.nextInt(start[value], start[value + 1])];
    }

    @Override
    public int[] sweep(int point, int factor) {
        return Arrays.stream(ordered[factor])
                .filter(n -> agree(n, point, factor))
                .toArray();
    }

    private boolean agree(int a, int b, int apartFrom) {
        return IntStream.range(0, values.length).allMatch(k -> k == apartFrom || values[k][a] == values[k][b]);
    }
}
