package org.gaspard.datasets.sequences;

import org.gaspard.datasets.images.AffineWarp;
import org.gaspard.datasets.images.PixelGrid;

/** Affine maps. */
record AffineTransformation(String name, int frames, PixelGrid grid, AffineFamily family) implements Transformation {

    AffineTransformation {
        if (frames < 1) {
            throw new IllegalArgumentException("frames of " + name + " is " + frames + ", expected at least 1");
        }
    }

    @Override
    public Map frame(int t, int height, int width, int channels) {
        AffineWarp warp = new AffineWarp(family.at(t, height, width), grid);
        return (image, out, offset) -> warp.apply(image, height, width, channels, out, offset);
    }
}
