package org.gaspard.tensor;

import java.util.Locale;

/** Prints tensors as nested lists, leaving out the middle of long axes. */
final class TensorPrinter {

    private static final int EDGE = 3;

    private TensorPrinter() {}

    static String print(Tensor tensor) {
        StringBuilder text = new StringBuilder(tensor.type().toString()).append(' ');
        append(text, tensor.storage(), tensor.shape(), tensor.shape().strides(), 0, 0);
        return text.toString();
    }

    private static void append(StringBuilder text, Storage values, Shape shape, int[] strides, int axis, int at) {
        if (axis == shape.rank()) {
            double value = values.get(at);
            text.append(values.dtype() == DType.INT32 ? Integer.toString((int) value) : format(value));
            return;
        }
        text.append('[');
        int n = shape.extent(axis);
        for (int i = 0; i < n; i++) {
            if (i > 0) {
                text.append(", ");
            }
            if (n > 2 * EDGE && i == EDGE) {
                text.append("…, ");
                i = n - EDGE;
            }
            append(text, values, shape, strides, axis + 1, at + i * strides[axis]);
        }
        text.append(']');
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }
}
