package org.gaspard.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable array of numbers, given or yet to be computed: a node of an expression graph.
 *
 * <p>A method such as {@link #multiply} computes nothing; it builds a node. Numbers are computed when they are asked for
 * ({@link #toFloatArray}, {@link #item}, {@link #evaluate}, printing), all that is needed as one plan. Shapes are checked
 * when a node is built. Binary methods broadcast by NumPy's rules; both operands have one element type.
 *
 * <p>Tensors are safe to share between threads.
 */
public final class Tensor {

    private final Op op;
    private final List<Tensor> inputs;
    private final TensorType type;
    private final @Nullable Throwable origin;
    private volatile @Nullable Storage value;

    private Tensor(Op op, List<Tensor> inputs, TensorType type, @Nullable Storage value) {
        this.op = op;
        this.inputs = inputs;
        this.type = type;
        this.value = value;
        this.origin = Anomaly.isOn() ? new Throwable("built here") : null;
    }

    // ---- making -----------------------------------------------------------------------------------------------------

    /** A node that applies {@code op} to {@code inputs}; the way in for programs that build graphs. */
    public static Tensor apply(Op op, Tensor... inputs) {
        return apply(op, List.of(inputs));
    }

    /** A node that applies {@code op} to {@code inputs}. */
    public static Tensor apply(Op op, List<Tensor> inputs) {
        if (op instanceof Op.Leaf) {
            throw new IllegalArgumentException("a leaf holds numbers: use Tensor.of");
        }
        return new Tensor(
                op,
                List.copyOf(inputs),
                op.infer(inputs.stream().map(Tensor::type).toList()),
                null);
    }

    /** A tensor of float32 numbers in row-major order; the array is copied. An empty shape means one axis. */
    public static Tensor of(float[] data, int... shape) {
        return leaf(shapeFor(data.length, shape), new Storage.Floats(data.clone()));
    }

    /** A tensor of float64 numbers in row-major order; the array is copied. An empty shape means one axis. */
    public static Tensor of(double[] data, int... shape) {
        return leaf(shapeFor(data.length, shape), new Storage.Doubles(data.clone()));
    }

    /** A tensor of int32 numbers in row-major order; the array is copied. An empty shape means one axis. */
    public static Tensor of(int[] data, int... shape) {
        return leaf(shapeFor(data.length, shape), new Storage.Int32s(data.clone()));
    }

    /** A tensor over an array that the caller promises never to change again; nothing is copied. */
    public static Tensor wrap(Shape shape, Storage storage) {
        return leaf(checked(shape, storage.size()), storage);
    }

    private static Shape shapeFor(int length, int[] extents) {
        return extents.length == 0 ? Shape.of(length) : checked(Shape.of(extents), length);
    }

    private static Shape checked(Shape shape, int length) {
        if (shape.size() != length) {
            throw new IllegalArgumentException(
                    "shape " + shape + " has " + shape.size() + " elements, found " + length);
        }
        return shape;
    }

    private static Tensor leaf(Shape shape, Storage storage) {
        TensorType type = new TensorType(shape, storage.dtype());
        return new Tensor(new Op.Leaf(type), List.of(), type, storage);
    }

    /** A leaf whose numbers come later: an input of a {@link CapturedStep}. */
    static Tensor placeholder(TensorType type) {
        return new Tensor(new Op.Leaf(type), List.of(), type, null);
    }

    /** A float32 scalar leaf: a value that may change from step to step without changing the graph's structure. */
    public static Tensor scalar(float value) {
        return leaf(Shape.scalar(), new Storage.Floats(new float[] {value}));
    }

    /** A float64 scalar leaf. */
    public static Tensor scalar(double value) {
        return leaf(Shape.scalar(), new Storage.Doubles(new double[] {value}));
    }

    /** A constant of the given type, part of the graph's structure. */
    public static Tensor full(TensorType type, double value) {
        return apply(new Generator.Full(type, value));
    }

    /** A float32 constant filled with {@code value}. */
    public static Tensor full(double value, int... shape) {
        return full(new TensorType(Shape.of(shape), DType.FLOAT32), value);
    }

    /** Float32 zeros. */
    public static Tensor zeros(int... shape) {
        return full(0, shape);
    }

    /** Float32 ones. */
    public static Tensor ones(int... shape) {
        return full(1, shape);
    }

    /** The numbers {@code 0, 1, …, n - 1}. */
    public static Tensor range(DType dtype, int n) {
        return apply(new Generator.Iota(new TensorType(Shape.of(n), dtype), 0));
    }

    /** The identity matrix [n, n]. */
    public static Tensor identity(DType dtype, int n) {
        TensorType square = new TensorType(Shape.of(n, n), dtype);
        return apply(new Generator.Iota(square, 0)).equalTo(apply(new Generator.Iota(square, 1)));
    }

    // ---- structure --------------------------------------------------------------------------------------------------

    /** The operation of this node. */
    public Op op() {
        return op;
    }

    /** The tensors that the operation is applied to. */
    public List<Tensor> inputs() {
        return inputs;
    }

    /** Shape and element type. */
    public TensorType type() {
        return type;
    }

    /** The shape. */
    public Shape shape() {
        return type.shape();
    }

    /** The element type. */
    public DType dtype() {
        return type.dtype();
    }

    /** The number of axes. */
    public int rank() {
        return shape().rank();
    }

    /** The extent along {@code axis}; a negative axis counts from the end. */
    public int extent(int axis) {
        return shape().extent(axis);
    }

    /** The number of elements. */
    public int size() {
        return shape().size();
    }

    /** Whether the numbers are known already. */
    public boolean isComputed() {
        return value != null;
    }

    Storage computed() {
        Storage known = value;
        if (known == null) {
            throw new IllegalStateException(
                    op instanceof Op.Leaf
                            ? "an input of type " + type + " has no numbers while its step is being captured"
                            : "not computed: " + op.label());
        }
        return known;
    }

    void setComputed(Storage result) {
        value = result;
    }

    Throwable origin() {
        return origin != null ? origin : new Throwable("built outside Anomaly.detect");
    }

    // ---- numbers ----------------------------------------------------------------------------------------------------

    /** Computes all of {@code tensors} as one plan. */
    public static void evaluate(Tensor... tensors) {
        Engine.current().evaluate(Arrays.asList(tensors));
    }

    /** Computes all of {@code tensors} as one plan. */
    public static void evaluate(List<Tensor> tensors) {
        Engine.current().evaluate(tensors);
    }

    /** Computes this tensor and returns its numbers, which must not be changed. */
    public Storage storage() {
        if (!isComputed()) {
            evaluate(this);
        }
        return computed();
    }

    /**
     * Computes this tensor and returns its numbers as a leaf without a history: what it was made of can be forgotten. For
     * values that go from step to step outside of a {@link Parameter}.
     */
    public Tensor detached() {
        return wrap(shape(), storage());
    }

    /** Computes this tensor and returns it. It still knows what it was made of, for gradients; see {@link #detached}. */
    public Tensor computedNow() {
        storage();
        return this;
    }

    /** A fresh array of the numbers in row-major order; float64 is rounded. */
    public float[] toFloatArray() {
        Storage numbers = storage();
        if (numbers instanceof Storage.Floats floats) {
            return floats.data().clone();
        }
        float[] out = new float[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) numbers.get(i);
        }
        return out;
    }

    /** A fresh array of the numbers in row-major order. */
    public double[] toDoubleArray() {
        Storage numbers = storage();
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = numbers.get(i);
        }
        return out;
    }

    /**
     * A fresh array of the numbers of an int32 tensor in row-major order.
     *
     * @throws IllegalStateException if the tensor is a floating-point one
     */
    public int[] toIntArray() {
        if (storage() instanceof Storage.Int32s ints) {
            return ints.data().clone();
        }
        throw new IllegalStateException("toIntArray of " + type + ": cast(INT32) first");
    }

    /**
     * The number of a tensor that has one element.
     *
     * @throws IllegalStateException if it has another number of elements
     */
    public double item() {
        if (size() != 1) {
            throw new IllegalStateException("item() of a tensor of shape " + shape() + ", expected one element");
        }
        return storage().get(0);
    }

    /** The number at the given place. */
    public double get(int... index) {
        if (index.length != rank()) {
            throw new IllegalArgumentException("index " + Arrays.toString(index) + " into shape " + shape());
        }
        int[] strides = shape().strides();
        int flat = 0;
        for (int axis = 0; axis < index.length; axis++) {
            flat += Objects.checkIndex(index[axis], extent(axis)) * strides[axis];
        }
        return storage().get(flat);
    }

    // ---- arithmetic -------------------------------------------------------------------------------------------------

    private Tensor unary(UnaryOp function) {
        return apply(function, this);
    }

    private static Tensor binary(BinaryOp function, Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(function.label() + " takes operands of one element type, found " + a.type
                    + " and " + b.type + ": use cast");
        }
        Shape common;
        try {
            common = Shape.broadcast(a.shape(), b.shape());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(function.label() + ": " + e.getMessage(), e);
        }
        return apply(function, a.broadcastTo(common), b.broadcastTo(common));
    }

    private Tensor constant(double number) {
        if (dtype() == DType.INT32 && number != (int) number) {
            throw new IllegalArgumentException(
                    "the number " + number + " beside a tensor of type " + type + ", expected an int32: cast first");
        }
        return full(type, number);
    }

    /** {@code this + b}. */
    public Tensor add(Tensor b) {
        return binary(BinaryOp.ADD, this, b);
    }

    /** {@code this + b}. */
    public Tensor add(double b) {
        return add(constant(b));
    }

    /** {@code this - b}. */
    public Tensor subtract(Tensor b) {
        return binary(BinaryOp.SUBTRACT, this, b);
    }

    /** {@code this - b}. */
    public Tensor subtract(double b) {
        return subtract(constant(b));
    }

    /** {@code this · b}, element by element. */
    public Tensor multiply(Tensor b) {
        return binary(BinaryOp.MULTIPLY, this, b);
    }

    /** {@code this · b}. */
    public Tensor multiply(double b) {
        return multiply(constant(b));
    }

    /** {@code this / b}, element by element. */
    public Tensor divide(Tensor b) {
        return binary(BinaryOp.DIVIDE, this, b);
    }

    /** {@code this / b}. */
    public Tensor divide(double b) {
        return divide(constant(b));
    }

    /** {@code thisᵇ}, element by element; its gradient in b exists where this is positive. */
    public Tensor power(Tensor b) {
        return binary(BinaryOp.POWER, this, b);
    }

    /** {@code thisᵇ}; small whole exponents and ½ become products and roots. */
    public Tensor power(double b) {
        if (b == 1) {
            return this;
        }
        if (b == 2) {
            return square();
        }
        if (b == 0.5) {
            return sqrt();
        }
        if (b == -1) {
            return reciprocal();
        }
        return power(constant(b));
    }

    /** The larger of the two, element by element. */
    public Tensor maximum(Tensor b) {
        return binary(BinaryOp.MAXIMUM, this, b);
    }

    /** The larger one of each element and {@code b}. */
    public Tensor maximum(double b) {
        return maximum(constant(b));
    }

    /** The smaller of the two, element by element. */
    public Tensor minimum(Tensor b) {
        return binary(BinaryOp.MINIMUM, this, b);
    }

    /** The smaller one of each element and {@code b}. */
    public Tensor minimum(double b) {
        return minimum(constant(b));
    }

    /** Each element moved into {@code [low, high]}. */
    public Tensor clamp(double low, double high) {
        return maximum(low).minimum(high);
    }

    /** The angle of the point (x, this), in {@code [-π, π]}. */
    public Tensor atan2(Tensor x) {
        return binary(BinaryOp.ATAN2, this, x);
    }

    /** 1 where {@code this < b}, else 0, in the type of the operands. */
    public Tensor less(Tensor b) {
        return binary(BinaryOp.LESS, this, b);
    }

    /** 1 where {@code this < b}, else 0. */
    public Tensor less(double b) {
        return less(constant(b));
    }

    /** 1 where {@code this ≤ b}, else 0. */
    public Tensor lessEqual(Tensor b) {
        return binary(BinaryOp.LESS_EQUAL, this, b);
    }

    /** 1 where {@code this ≤ b}, else 0. */
    public Tensor lessEqual(double b) {
        return lessEqual(constant(b));
    }

    /** 1 where {@code this > b}, else 0. */
    public Tensor greater(Tensor b) {
        return binary(BinaryOp.LESS, b, this);
    }

    /** 1 where {@code this > b}, else 0. */
    public Tensor greater(double b) {
        return greater(constant(b));
    }

    /** 1 where {@code this ≥ b}, else 0. */
    public Tensor greaterEqual(Tensor b) {
        return binary(BinaryOp.LESS_EQUAL, b, this);
    }

    /** 1 where {@code this ≥ b}, else 0. */
    public Tensor greaterEqual(double b) {
        return greaterEqual(constant(b));
    }

    /** 1 where {@code this = b}, else 0. */
    public Tensor equalTo(Tensor b) {
        return binary(BinaryOp.EQUAL, this, b);
    }

    /** 1 where {@code this = b}, else 0. */
    public Tensor equalTo(double b) {
        return equalTo(constant(b));
    }

    /** {@code condition ≠ 0 ? a : b}, element by element, all three broadcast. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Shape common = Shape.broadcast(Shape.broadcast(condition.shape(), a.shape()), b.shape());
        return apply(
                new Elementwise.Select(),
                condition.asCondition(a.dtype()).broadcastTo(common),
                a.broadcastTo(common),
                b.broadcastTo(common));
    }

    /** Not 0 at the same places, in another element type: a small number must not become 0 on the way. */
    private Tensor asCondition(DType to) {
        boolean castKeepsTruth = to == dtype() || dtype() == DType.INT32 || to == DType.FLOAT64;
        return castKeepsTruth ? cast(to) : equalTo(0).equalTo(0).cast(to);
    }

    /** {@code -this}. */
    public Tensor negate() {
        return unary(UnaryOp.NEGATE);
    }

    /** {@code |this|}. */
    public Tensor abs() {
        return unary(UnaryOp.ABS);
    }

    /** -1, 0 or 1 by the sign. */
    public Tensor sign() {
        return unary(UnaryOp.SIGN);
    }

    /** The largest integer not above. */
    public Tensor floor() {
        return unary(UnaryOp.FLOOR);
    }

    /** The nearest integer, ties to the even one. */
    public Tensor round() {
        return unary(UnaryOp.ROUND);
    }

    /** {@code 1 / this}. */
    public Tensor reciprocal() {
        return unary(UnaryOp.RECIPROCAL);
    }

    /** {@code this²}. */
    public Tensor square() {
        return multiply(this);
    }

    /** The square root; its gradient at 0 is infinite. */
    public Tensor sqrt() {
        return unary(UnaryOp.SQRT);
    }

    /** {@code e^this}. */
    public Tensor exp() {
        return unary(UnaryOp.EXP);
    }

    /** {@code e^this - 1}. */
    public Tensor expm1() {
        return unary(UnaryOp.EXPM1);
    }

    /** The natural logarithm. */
    public Tensor log() {
        return unary(UnaryOp.LOG);
    }

    /** {@code ln(1 + this)}. */
    public Tensor log1p() {
        return unary(UnaryOp.LOG1P);
    }

    /** The sine. */
    public Tensor sin() {
        return unary(UnaryOp.SIN);
    }

    /** The cosine. */
    public Tensor cos() {
        return unary(UnaryOp.COS);
    }

    /** The arc cosine. */
    public Tensor acos() {
        return unary(UnaryOp.ACOS);
    }

    /** The hyperbolic tangent. */
    public Tensor tanh() {
        return unary(UnaryOp.TANH);
    }

    /** The logistic function. */
    public Tensor sigmoid() {
        return unary(UnaryOp.SIGMOID);
    }

    /** {@code ln(1 + e^this)}. */
    public Tensor softplus() {
        return unary(UnaryOp.SOFTPLUS);
    }

    /** The error function. */
    public Tensor erf() {
        return unary(UnaryOp.ERF);
    }

    /** The inverse of the error function. */
    public Tensor erfinv() {
        return unary(UnaryOp.ERFINV);
    }

    /** {@code max(this, 0)}; the gradient at 0 is 0. */
    public Tensor relu() {
        return unary(UnaryOp.RELU);
    }

    /** The same numbers in another element type. */
    public Tensor cast(DType to) {
        return to == dtype() ? this : apply(new Elementwise.Cast(to), this);
    }

    /** The same numbers, a constant for differentiation. */
    public Tensor stopGradient() {
        return apply(new Annotation.StopGradient(), this);
    }

    // ---- reductions -------------------------------------------------------------------------------------------------

    private int[] allOr(int... axes) {
        int[] chosen = axes.length == 0
                ? IntStream.range(0, rank()).toArray()
                : Arrays.stream(axes).map(shape()::axis).sorted().toArray();
        for (int i = 1; i < chosen.length; i++) {
            if (chosen[i] == chosen[i - 1]) {
                throw new IllegalArgumentException("axis " + chosen[i] + " is named twice in " + Arrays.toString(axes));
            }
        }
        return chosen;
    }

    /** The reduction of {@code kind} over {@code axes} (none: all), which stay with extent 1. */
    public Tensor reduceKeep(Reduction.Kind kind, int... axes) {
        int[] chosen = allOr(axes);
        return chosen.length == 0 ? this : apply(new Reduction.Reduce(kind, Ints.of(chosen)), this);
    }

    private Tensor dropAxes(int[] axes) {
        int[] kept = IntStream.range(0, rank())
                .filter(axis -> Arrays.binarySearch(axes, axis) < 0)
                .map(this::extent)
                .toArray();
        return reshape(Shape.of(kept));
    }

    private Tensor reduce(Reduction.Kind kind, int... axes) {
        return reduceKeep(kind, axes).dropAxes(allOr(axes));
    }

    /** The sum over {@code axes} (none: all), which disappear. */
    public Tensor sum(int... axes) {
        return reduce(Reduction.Kind.SUM, axes);
    }

    /** The sum over {@code axes} (none: all), which stay with extent 1. */
    public Tensor sumKeep(int... axes) {
        return reduceKeep(Reduction.Kind.SUM, axes);
    }

    /** The largest over {@code axes} (none: all), which disappear. Its gradient is shared by equal largest elements. */
    public Tensor max(int... axes) {
        return reduce(Reduction.Kind.MAX, axes);
    }

    /** The largest over {@code axes} (none: all), which stay with extent 1. */
    public Tensor maxKeep(int... axes) {
        return reduceKeep(Reduction.Kind.MAX, axes);
    }

    /** The smallest over {@code axes} (none: all), which disappear. Its gradient is shared by equal smallest elements. */
    public Tensor min(int... axes) {
        return reduce(Reduction.Kind.MIN, axes);
    }

    /** The mean over {@code axes} (none: all), which disappear. */
    public Tensor mean(int... axes) {
        checkFloating("mean");
        return sum(axes).divide(countOf(axes));
    }

    /** The mean over {@code axes} (none: all), which stay with extent 1. */
    public Tensor meanKeep(int... axes) {
        checkFloating("mean");
        return sumKeep(axes).divide(countOf(axes));
    }

    private void checkFloating(String what) {
        if (!dtype().isFloating()) {
            throw new IllegalArgumentException(
                    what + " of a tensor of type " + type + ", expected floating point: cast");
        }
    }

    /** The mean of the squared deviation from the mean (divisor n) over {@code axes}, which stay with extent 1. */
    public Tensor varianceKeep(int... axes) {
        return subtract(meanKeep(axes)).square().meanKeep(axes);
    }

    private double countOf(int... axes) {
        double count = 1;
        for (int axis : allOr(axes)) {
            count *= extent(axis);
        }
        return count;
    }

    /** The int32 position of the first largest element along {@code axis}, which disappears. */
    public Tensor argMax(int axis) {
        int along = shape().axis(axis);
        return apply(new Reduction.ArgReduce(Reduction.Kind.MAX, along), this).dropAxes(new int[] {along});
    }

    /** The int32 position of the first smallest element along {@code axis}, which disappears. */
    public Tensor argMin(int axis) {
        int along = shape().axis(axis);
        return apply(new Reduction.ArgReduce(Reduction.Kind.MIN, along), this).dropAxes(new int[] {along});
    }

    /** The sums up to and including each element along {@code axis}. */
    public Tensor cumulativeSum(int axis) {
        return apply(new Ordering.CumulativeSum(shape().axis(axis), false), this);
    }

    /** The int32 positions that sort {@code axis} ascending, NaN last. */
    public Tensor argSort(int axis) {
        return apply(new Ordering.ArgSort(shape().axis(axis)), this);
    }

    /** The elements sorted ascending along {@code axis}; differentiable as a gather. */
    public Tensor sort(int axis) {
        return takeAlong(axis, argSort(axis));
    }

    // ---- movement ---------------------------------------------------------------------------------------------------

    /** The same elements under another shape; one extent may be -1 and follows from the others. */
    public Tensor reshape(int... extents) {
        int free = -1;
        int known = 1;
        for (int i = 0; i < extents.length; i++) {
            if (extents[i] == -1 && free < 0) {
                free = i;
            } else {
                known *= extents[i];
            }
        }
        int[] full = extents.clone();
        if (free >= 0) {
            if (known <= 0 || size() % known != 0) {
                throw new IllegalArgumentException("cannot reshape " + shape() + " to " + Arrays.toString(extents));
            }
            full[free] = size() / known;
        }
        return reshape(Shape.of(full));
    }

    /** The same elements under another shape of equal size. */
    public Tensor reshape(Shape to) {
        return to.equals(shape()) ? this : apply(new Movement.Reshape(to), this);
    }

    /** This tensor with an axis of extent 1 put in at {@code axis}. */
    public Tensor expand(int axis) {
        int at = axis < 0 ? axis + rank() + 1 : axis;
        if (at < 0 || at > rank()) {
            throw new IllegalArgumentException("expand at axis " + axis + " of shape " + shape());
        }
        int[] extents = new int[rank() + 1];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = i < at ? extent(i) : i == at ? 1 : extent(i - 1);
        }
        return reshape(Shape.of(extents));
    }

    /** Axis i of the result is axis {@code permutation[i]} of this one. */
    public Tensor transpose(int... permutation) {
        boolean identity = true;
        for (int i = 0; i < permutation.length; i++) {
            identity &= permutation[i] == i;
        }
        return identity && permutation.length == rank()
                ? this
                : apply(new Movement.Transpose(Ints.of(permutation)), this);
    }

    /** The last two axes exchanged: the transposed matrix. */
    public Tensor transposed() {
        int[] permutation = IntStream.range(0, rank()).toArray();
        if (rank() < 2) {
            throw new IllegalArgumentException("transposed() of shape " + shape() + ", expected at least two axes");
        }
        permutation[rank() - 2] = rank() - 1;
        permutation[rank() - 1] = rank() - 2;
        return transpose(permutation);
    }

    /** Repeated to {@code to} by NumPy's rules. */
    public Tensor broadcastTo(Shape to) {
        if (to.equals(shape())) {
            return this;
        }
        if (to.rank() < rank() || !Shape.broadcast(shape(), to).equals(to)) {
            throw new IllegalArgumentException("shape " + shape() + " does not broadcast to " + to);
        }
        int[] aligned = new int[to.rank()];
        Arrays.fill(aligned, 1);
        System.arraycopy(shape().toArray(), 0, aligned, to.rank() - rank(), rank());
        Tensor ranked = reshape(Shape.of(aligned));
        return ranked.shape().equals(to) ? ranked : apply(new Movement.Broadcast(to), ranked);
    }

    /** Repeated to the given shape by NumPy's rules. */
    public Tensor broadcastTo(int... to) {
        return broadcastTo(Shape.of(to));
    }

    /** The elements {@code start} to below {@code stop} along {@code axis}; negative numbers count from the end. */
    public Tensor slice(int axis, int start, int stop) {
        return slice(axis, start, stop, 1);
    }

    /** Every {@code step}-th element from {@code start} to below {@code stop} along {@code axis}. */
    public Tensor slice(int axis, int start, int stop, int step) {
        int along = shape().axis(axis);
        int n = extent(along);
        int[] from = new int[rank()];
        int[] to = shape().toArray();
        int[] by = new int[rank()];
        Arrays.fill(by, 1);
        from[along] = start < 0 ? start + n : start;
        to[along] = stop < 0 ? stop + n : stop;
        by[along] = step;
        boolean whole = from[along] == 0 && to[along] == n && step == 1;
        return whole ? this : apply(new Movement.Slice(Ints.of(from), Ints.of(to), Ints.of(by)), this);
    }

    /** The part at position {@code i} along {@code axis}, which disappears. */
    public Tensor index(int axis, int i) {
        int along = shape().axis(axis);
        int at = i < 0 ? i + extent(along) : i;
        if (at < 0 || at >= extent(along)) {
            throw new IllegalArgumentException("position " + i + " along axis " + axis + " of shape " + shape());
        }
        return slice(along, at, at + 1).dropAxes(new int[] {along});
    }

    /** Zeros put before and after along {@code axis}. */
    public Tensor pad(int axis, int before, int after) {
        int along = shape().axis(axis);
        int[] b = new int[rank()];
        int[] a = new int[rank()];
        b[along] = before;
        a[along] = after;
        return before == 0 && after == 0
                ? this
                : apply(new Movement.Pad(Ints.of(b), Ints.of(a), Ints.of(new int[rank()])), this);
    }

    /** The parts one after the other along {@code axis}. */
    public static Tensor concatenate(int axis, Tensor... parts) {
        return concatenate(axis, List.of(parts));
    }

    /** The parts one after the other along {@code axis}. */
    public static Tensor concatenate(int axis, List<Tensor> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("concatenate takes at least one part");
        }
        parts.getFirst().shape().axis(axis);
        return parts.size() == 1
                ? parts.getFirst()
                : apply(new Movement.Concatenate(parts.getFirst().shape().axis(axis)), parts);
    }

    /** The parts, all of one shape, along a new axis. */
    public static Tensor stack(int axis, Tensor... parts) {
        return stack(axis, List.of(parts));
    }

    /** The parts, all of one shape, along a new axis. */
    public static Tensor stack(int axis, List<Tensor> parts) {
        return concatenate(axis, parts.stream().map(part -> part.expand(axis)).toList());
    }

    /** The elements in reverse order along {@code axes}. */
    public Tensor flip(int... axes) {
        return apply(new Movement.Flip(Ints.of(allOr(axes))), this);
    }

    /** The elements at the int32 {@code indices} along {@code axis}, which the axes of the indices replace. */
    public Tensor gather(int axis, Tensor indices) {
        return apply(new Movement.Gather(shape().axis(axis)), this, indices);
    }

    /** The adjoint of {@link #gather}: zeros with {@code extent} along {@code axis}, to which the elements are added. */
    public Tensor scatterAdd(int axis, int extent, Tensor indices) {
        int result = rank() - indices.rank() + 1;
        return apply(new Movement.ScatterAdd(axis < 0 ? axis + result : axis, extent), this, indices);
    }

    /**
     * The element at position {@code indices[…]} along {@code axis}, for each place of the int32 indices, whose shape
     * equals this one's outside the axis: what sorting and quantiles are made of. Evaluation refuses an index outside
     * {@code [0, extent)}, whatever it is, as -1.
     */
    public Tensor takeAlong(int axis, Tensor indices) {
        int along = shape().axis(axis);
        if (indices.rank() != rank() || !indices.shape().with(along, 0).equals(shape().with(along, 0))) {
            throw new IllegalArgumentException(
                    "takeAlong: indices " + indices.shape() + " do not fit " + shape() + " outside axis " + along);
        }
        TensorType places = new TensorType(indices.shape(), DType.INT32);
        int[] strides = shape().strides();
        // An index outside would reach into another line; -1 is refused when the elements are gathered.
        Tensor inside = indices.greaterEqual(0).multiply(indices.less(extent(along)));
        Tensor flat = indices.multiply(strides[along]);
        for (int other = 0; other < rank(); other++) {
            if (other != along) {
                flat = flat.add(apply(new Generator.Iota(places, other)).multiply(strides[other]));
            }
        }
        Tensor checked = where(inside, flat, full(places, -1));
        return reshape(Shape.of(size())).gather(0, checked);
    }

    // ---- products ---------------------------------------------------------------------------------------------------

    /**
     * The matrix product of the last two axes; leading axes broadcast. A matrix on the right of a batch multiplies all of
     * it as one tall matrix.
     */
    public Tensor matmul(Tensor b) {
        if (rank() < 2 || b.rank() < 2) {
            throw new IllegalArgumentException(
                    "matmul of shapes " + shape() + " and " + b.shape() + ", expected at least two axes each");
        }
        if (extent(-1) != b.extent(-2)) {
            throw new IllegalArgumentException(
                    "matmul of shapes " + shape() + " and " + b.shape() + ", expected equal inner extents");
        }
        if (rank() > 2 && b.rank() == 2) {
            int[] extents = shape().toArray();
            extents[rank() - 1] = b.extent(1);
            int rows = batchShape().size() * extent(-2);
            return reshape(rows, extent(-1)).matmul(b).reshape(Shape.of(extents));
        }
        Shape batch = Shape.broadcast(batchShape(), b.batchShape());
        return apply(new Product.MatMul(false, false), toBatch(batch), b.toBatch(batch));
    }

    private Shape batchShape() {
        return Shape.of(Arrays.copyOf(shape().toArray(), rank() - 2));
    }

    private Tensor toBatch(Shape batch) {
        int[] extents = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
        extents[batch.rank()] = extent(-2);
        extents[batch.rank() + 1] = extent(-1);
        return broadcastTo(Shape.of(extents));
    }

    /** The inner product of all elements, a scalar. */
    public Tensor dot(Tensor b) {
        return multiply(b).sum();
    }

    // ---- printing ---------------------------------------------------------------------------------------------------

    /** The type and the numbers, the first ones of each axis where there are many. Computes this tensor. */
    @Override
    public String toString() {
        return TensorPrinter.print(this);
    }
}
