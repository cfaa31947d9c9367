package org.gaspard.tensor.cpu;

import org.gaspard.tensor.ConvolutionGeometry;

/**
 * The sizes of a convolution of images x [batch, height, width, channels] by weights
 * w [kernelH, kernelW, channels, filters] into y [batch, outputHeight, outputWidth, filters].
 */
public record ConvolutionShape(
        int batch,
        int height,
        int width,
        int channels,
        int kernelH,
        int kernelW,
        int filters,
        ConvolutionGeometry geometry) {

    /** Checks the ranges. */
    public ConvolutionShape {
        if (batch < 0 || height < 0 || width < 0 || channels < 0 || kernelH < 1 || kernelW < 1 || filters < 0) {
            throw new IllegalArgumentException("convolution of images [" + batch + ", " + height + ", " + width + ", "
                    + channels + "] by weights [" + kernelH + ", " + kernelW + ", " + channels + ", " + filters + "]");
        }
    }

    /** The rows of the result; 0 if the window does not fit. */
    public int outputHeight() {
        return Math.max(0, geometry.outputHeight(height, kernelH));
    }

    /** The columns of the result; 0 if the window does not fit. */
    public int outputWidth() {
        return Math.max(0, geometry.outputWidth(width, kernelW));
    }

    /** The elements of x. */
    public int imageLength() {
        return Math.toIntExact((long) batch * height * width * channels);
    }

    /** The elements of w. */
    public int weightLength() {
        return Math.toIntExact((long) windowLength() * filters);
    }

    /** The elements of y. */
    public int outputLength() {
        return Math.toIntExact((long) outputPixels() * filters);
    }

    /** The elements of x under one window, kernelH · kernelW · channels. */
    int windowLength() {
        return Math.toIntExact((long) kernelH * kernelW * channels);
    }

    /** The pixels of y over the whole batch. */
    int outputPixels() {
        return Math.toIntExact((long) batch * outputHeight() * outputWidth());
    }
}
