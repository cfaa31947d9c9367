package org.gaspard.autodiff;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Tensor;

/** Ways in which an input reaches an operation: as it lies in memory, or through other operations first. */
enum View {
    /** The leaf itself. */
    PLAIN,
    /** Computed elementwise, with leaves that no backend can fold. */
    COMPUTED,
    /** Stored with its axes in reverse order. */
    TRANSPOSED,
    /** Stored in reverse. */
    FLIPPED,
    /** Every second element of something larger. */
    SLICED,
    /** Stored flat. */
    RESHAPED,
    /** Its first row, repeated. */
    BROADCAST;

    /** An expression of new leaves with the numbers of {@code x}; of its first row, repeated, for {@link #BROADCAST}. */
    Tensor of(Tensor x) {
        if (x.rank() == 0 && this != COMPUTED) {
            return x;
        }
        return switch (this) {
            case PLAIN -> x;
            case COMPUTED -> x.multiply(leaf(1, x.dtype())).add(leaf(0, x.dtype()));
            case TRANSPOSED -> stored(x.transpose(reversed(x.rank()))).transpose(reversed(x.rank()));
            case FLIPPED -> stored(x.flip()).flip();
            case SLICED -> sliced(x);
            case RESHAPED -> stored(x.reshape(x.shape().size())).reshape(x.shape());
            case BROADCAST -> x.extent(0) == 0 ? x : stored(x.slice(0, 0, 1)).broadcastTo(x.shape());
        };
    }

    private static Tensor sliced(Tensor x) {
        int rank = x.rank();
        int[] stop = Arrays.stream(x.shape().toArray())
                .map(n -> 1 + Math.max(2 * n - 1, 0))
                .toArray();
        Tensor larger = Tensor.apply(new Movement.Pad(same(rank, 1), same(rank, 2), same(rank, 1)), x);
        return Tensor.apply(new Movement.Slice(same(rank, 1), Ints.of(stop), same(rank, 2)), stored(larger));
    }

    private static Ints same(int rank, int value) {
        return Ints.of(IntStream.range(0, rank).map(i -> value).toArray());
    }

    /** A scalar leaf. */
    static Tensor leaf(double number, DType dtype) {
        return stored(Tensor.scalar(number).cast(dtype));
    }

    /** The numbers of an expression, as a leaf. */
    static Tensor stored(Tensor x) {
        return Tensor.wrap(x.shape(), x.storage());
    }

    static int[] reversed(int rank) {
        return IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    }
}
