package org.gaspard.topology.loss;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.tensor.array.Parallel;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.rips.Barcode;
import org.gaspard.topology.sets.PointSubset;

/**
 * The places of the birth and death edges of the longest finite bars of some filtrations, as an operation of a graph: for each
 * filtration first those of all births, then those of all deaths, then the number of finite bars, int32 [filtrations, 2 capacity +
 * 1]. The barcodes are computed side by side. All filtrations are made of the same inputs.
 *
 * <p>Two places follow the entries of a source: the first holds 0 and is for what is left of the room, the second holds
 * NaN and is everywhere if a distance is not finite.
 */
record LongestBars(List<? extends BarSource> sources, int capacity) implements HostCall.HostFunction {

    private static final int LARGEST = 1 << 28;

    LongestBars {
        long room = sources.size() * (2L * capacity + 1);
        if (room > LARGEST) {
            throw new IllegalArgumentException("there can be " + capacity + " bars, " + room
                    + " places in all, expected at most " + LARGEST + ": limit the number of bars");
        }
    }

    /**
     * Finds the places each time that the graph is computed.
     *
     * @param inputs those that the sources ask for, such as symmetric distances, [n, n]
     */
    Tensor places(List<Tensor> inputs) {
        return Tensor.apply(
                new HostCall(this, new TensorType(Shape.of(sources.size(), 2 * capacity + 1), DType.INT32)),
                inputs.stream().map(input -> input.cast(DType.FLOAT64)).toList());
    }

    /**
     * The numbers at the places of the births of a filtration, [capacity]; the entries are those of the given blocks one after
     * the other.
     */
    Tensor births(Tensor places, int source, Tensor... blocks) {
        return gather(places.index(0, source).slice(0, 0, capacity), blocks);
    }

    /** The numbers at the places of deaths, likewise. */
    Tensor deaths(Tensor places, int source, Tensor... blocks) {
        return gather(places.index(0, source).slice(0, capacity, 2 * capacity), blocks);
    }

    private static Tensor gather(Tensor places, Tensor... blocks) {
        Tensor beyond = Tensor.of(new double[] {0, Double.NaN}).cast(blocks[0].dtype());
        Tensor[] flat = Arrays.copyOf(blocks, blocks.length + 1);
        for (int i = 0; i < blocks.length; i++) {
            flat[i] = blocks[i].reshape(blocks[i].size());
        }
        flat[blocks.length] = beyond;
        return Tensor.concatenate(0, flat).gather(0, places);
    }

    @Override
    public void compute(List<Storage> inputs, Storage output) {
        List<double[]> numbers =
                inputs.stream().map(input -> ((Storage.Doubles) input).data()).toList();
        PointSubset points = sources.getFirst().points(numbers);
        List<double[]> matrices = numbers.stream()
                .limit(sources.getFirst().matrices())
                .map(points::restrict)
                .toList();
        int[] places = ((Storage.Int32s) output).data();
        boolean finite = matrices.stream().allMatch(m -> Arrays.stream(m).allMatch(Double::isFinite));
        Parallel.run(sources.size(), i -> {
            int from = i * (2 * capacity + 1);
            Arrays.fill(places, from, from + 2 * capacity, sources.get(i).entries() + (finite ? 0 : 1));
            places[from + 2 * capacity] = 0;
            if (finite) {
                write(sources.get(i), matrices, points, places, from);
            }
        });
    }

    private void write(BarSource source, List<double[]> matrices, PointSubset points, int[] places, int from) {
        Barcode barcode = source.barcode(matrices, points);
        int[] bars = longestFirst(barcode.diagram());
        int[] births = barcode.birthEdges();
        int[] deaths = barcode.deathEdges();
        for (int i = 0; i < Math.min(bars.length, capacity); i++) {
            places[from + i] = source.position(births[2 * bars[i]], births[2 * bars[i] + 1], points);
            places[from + capacity + i] = source.position(deaths[2 * bars[i]], deaths[2 * bars[i] + 1], points);
        }
        places[from + 2 * capacity] = bars.length;
    }

    /** The finite bars, longest first; among equals the earlier ones. */
    static int[] longestFirst(Diagram diagram) {
        return IntStream.range(0, diagram.size())
                .filter(bar -> !diagram.isEssential(bar))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer bar) -> -diagram.length(bar)))
                .mapToInt(bar -> bar)
                .toArray();
    }

    /** {@code C(n, k)}, or the limit if that is smaller. */
    static int binomial(int n, int k, int limit) {
        double count = 1;
        for (int i = 1; i <= k && count > 0; i++) {
            count = count * (n - k + i) / i;
            if (count >= limit) {
                return limit;
            }
        }
        return (int) Math.rint(count);
    }
}
