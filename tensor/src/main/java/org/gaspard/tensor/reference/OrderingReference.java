package org.gaspard.tensor.reference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.gaspard.tensor.Ordering;

/** Sums and sorting along one axis. */
final class OrderingReference {

    private OrderingReference() {}

    static void compute(Ordering op, Value x, Value out) {
        int axis = switch (op) {
            case Ordering.CumulativeSum sum -> sum.axis();
            case Ordering.ArgSort sort -> sort.axis();
        };
        int n = x.extent(axis);
        int stride = x.shape().strides()[axis];
        for (int start = 0; start < x.numbers().length; start++) {
            if (x.index(start)[axis] == 0) {
                double[] line = new double[n];
                for (int k = 0; k < n; k++) {
                    line[k] = x.numbers()[start + k * stride];
                }
                double[] result = switch (op) {
                    case Ordering.CumulativeSum sum -> cumulativeSum(line, sum.reverse(), x.isInteger());
                    case Ordering.ArgSort sort -> argSort(line);
                };
                for (int k = 0; k < n; k++) {
                    out.numbers()[start + k * stride] = result[k];
                }
            }
        }
    }

    private static double[] cumulativeSum(double[] line, boolean reverse, boolean integer) {
        double[] sums = new double[line.length];
        double sum = 0;
        for (int k = 0; k < line.length; k++) {
            int at = reverse ? line.length - 1 - k : k;
            sum = integer ? (int) sum + (int) line[at] : sum + line[at];
            sums[at] = sum;
        }
        return sums;
    }

    private static double[] argSort(double[] line) {
        return Arrays.stream(IntStream.range(0, line.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> line[k] + 0.0))
                        .mapToInt(Integer::intValue)
                        .toArray())
                .asDoubleStream()
                .toArray();
    }
}
