package org.gaspard.models.networks;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/**
 * From [N, n] to [N, H, W, n + 2]: the layer of {@link Stage.SpatialBroadcast}.
 *
 * @param coordinates x and y of each pixel, [1, H, W, 2]
 */
record BroadcastLayer(Tensor coordinates) implements Layer {

    static BroadcastLayer of(int height, int width, DType dtype) {
        double[] xy = new double[height * width * 2];
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                int at = 2 * (i * width + j);
                xy[at] = 2.0 * j / (width - 1) - 1;
                xy[at + 1] = 2.0 * i / (height - 1) - 1;
            }
        }
        return new BroadcastLayer(Tensor.of(xy, 1, height, width, 2).cast(dtype).computedNow());
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        if (x.rank() != 2 || x.dtype() != coordinates.dtype()) {
            throw new IllegalArgumentException(
                    "a spatial broadcast takes " + coordinates.dtype() + " [N, n], found " + x.type());
        }
        int n = x.extent(0);
        int height = coordinates.extent(1);
        int width = coordinates.extent(2);
        Tensor everywhere = x.reshape(n, 1, 1, x.extent(1)).broadcastTo(n, height, width, x.extent(1));
        return Tensor.concatenate(3, everywhere, coordinates.broadcastTo(n, height, width, 2));
    }
}
