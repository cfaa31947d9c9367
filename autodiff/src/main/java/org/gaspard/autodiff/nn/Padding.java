package org.gaspard.autodiff.nn;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Tensor;

/** What a convolution sees outside of an image. */
public enum Padding {
    /** Zeros. */
    ZERO,
    /** The nearest row and column of the image. */
    REPLICATE;

    /** The images [N, H, W, C] with their borders repeated by the padding of {@code geometry}. */
    public static Tensor replicate(Tensor x, ConvolutionGeometry geometry) {
        Tensor rows = replicate(x, 1, geometry.padTop(), geometry.padBottom());
        return replicate(rows, 2, geometry.padLeft(), geometry.padRight());
    }

    private static Tensor replicate(Tensor x, int axis, int before, int after) {
        List<Tensor> parts = new ArrayList<>(3);
        if (before > 0) {
            parts.add(x.slice(axis, 0, 1).broadcastTo(x.shape().with(axis, before)));
        }
        parts.add(x);
        if (after > 0) {
            int last = x.extent(axis) - 1;
            parts.add(x.slice(axis, last, last + 1).broadcastTo(x.shape().with(axis, after)));
        }
        return Tensor.concatenate(axis, parts);
    }

    static ConvolutionGeometry withoutPadding(ConvolutionGeometry g) {
        return new ConvolutionGeometry(g.strideH(), g.strideW(), 0, 0, 0, 0, g.dilationH(), g.dilationW());
    }
}
