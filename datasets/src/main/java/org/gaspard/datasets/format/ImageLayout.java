package org.gaspard.datasets.format;

/**
 * Where the bytes of images lie: sample {@code (y, x, c)} of image {@code i} at
 * {@code start + i·stride + (y·width + x)·pixelStride + c·channelStride}.
 *
 * @param height the number of rows of an image
 * @param width the number of columns
 * @param channels the number of channels
 * @param start the first byte of the first image
 * @param stride the bytes from one image to the next
 * @param pixelStride the bytes from one pixel to the next
 * @param channelStride the bytes from one channel of a pixel to the next
 */
public record ImageLayout(
        int height, int width, int channels, long start, long stride, long pixelStride, long channelStride) {

    /** Images of interleaved channels (HWC), one after the other. */
    public static ImageLayout interleaved(int height, int width, int channels) {
        return new ImageLayout(height, width, channels, 0, (long) height * width * channels, channels, 1);
    }

    /** Images of planes (CHW) that start at {@code start} and follow each other after {@code stride} bytes. */
    public static ImageLayout planar(int height, int width, int channels, long start, long stride) {
        return new ImageLayout(height, width, channels, start, stride, 1, (long) height * width);
    }

    /** The samples of an image. */
    public int pixels() {
        return height * width * channels;
    }
}
