package org.gaspard.tensor;

/**
 * How a two-dimensional convolution window moves: strides, zero padding on the four sides and dilation of the window.
 *
 * @param strideH rows between neighbouring outputs, at least 1
 * @param strideW columns between neighbouring outputs, at least 1
 * @param padTop rows of zeros above the image
 * @param padBottom rows of zeros below it
 * @param padLeft columns of zeros left of it
 * @param padRight columns of zeros right of it
 * @param dilationH rows between neighbouring taps of the window, at least 1
 * @param dilationW columns between neighbouring taps of the window, at least 1
 */
public record ConvolutionGeometry(
        int strideH, int strideW, int padTop, int padBottom, int padLeft, int padRight, int dilationH, int dilationW) {

    /** Checks the ranges. */
    public ConvolutionGeometry {
        if (strideH < 1 || strideW < 1) {
            throw new IllegalArgumentException("convolution stride " + strideH + "x" + strideW + " must be at least 1");
        }
        if (dilationH < 1 || dilationW < 1) {
            throw new IllegalArgumentException(
                    "convolution dilation " + dilationH + "x" + dilationW + " must be at least 1");
        }
        if (padTop < 0 || padBottom < 0 || padLeft < 0 || padRight < 0) {
            throw new IllegalArgumentException("convolution padding (top " + padTop + ", bottom " + padBottom
                    + ", left " + padLeft + ", right " + padRight + ") must not be negative");
        }
    }

    /** The same stride and padding in both directions, no dilation. */
    public static ConvolutionGeometry of(int stride, int padding) {
        return new ConvolutionGeometry(stride, stride, padding, padding, padding, padding, 1, 1);
    }

    /** The number of output rows for an image of {@code height} rows and a window of {@code kernelH}; may be below 1. */
    public int outputHeight(int height, int kernelH) {
        return Math.floorDiv(height + padTop + padBottom - dilationH * (kernelH - 1) - 1, strideH) + 1;
    }

    /** The number of output columns for an image of {@code width} columns and a window of {@code kernelW}. */
    public int outputWidth(int width, int kernelW) {
        return Math.floorDiv(width + padLeft + padRight - dilationW * (kernelW - 1) - 1, strideW) + 1;
    }

    /** A short form for messages: stride, padding and, where it is not 1, dilation. */
    public String label() {
        boolean even = padTop == padBottom && padTop == padLeft && padTop == padRight;
        String padding = even ? "" + padTop : padTop + "," + padBottom + "," + padLeft + "," + padRight;
        String dilation = dilationH == 1 && dilationW == 1 ? "" : " d" + dilationH + "x" + dilationW;
        return "s" + strideH + "x" + strideW + " p" + padding + dilation;
    }
}
