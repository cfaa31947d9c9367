package org.gaspard.tensor.cpu;

import org.gaspard.tensor.DType;

/** The kernels of every element type on one pool of threads. */
record Machine(
        WorkerPool pool,
        FloatSpans floats,
        DoubleSpans doubles,
        IntSpans ints,
        Kernels<float[]> floatProducts,
        Kernels<double[]> doubleProducts) {

    static Machine on(WorkerPool pool) {
        SpanKernels spans = SpanKernels.fastest();
        return new Machine(
                pool,
                new FloatSpans(spans),
                new DoubleSpans(spans),
                new IntSpans(spans),
                Kernels.floats(pool),
                Kernels.doubles(pool));
    }

    Spans<?> spans(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> floats;
            case FLOAT64 -> doubles;
            case INT32 -> ints;
        };
    }
}
