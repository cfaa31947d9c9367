package org.gaspard.datasets.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.gaspard.datasets.format.ImageSource;
import org.gaspard.datasets.format.Raster;
import org.gaspard.datasets.images.Filter;
import org.gaspard.datasets.images.Preprocessing;

/**
 * Image files that are decoded at each reading.
 *
 * @param files the files
 * @param height the rows of the images
 * @param width the columns
 * @param channels 1 or 3, to which they are converted
 * @param fitted whether files of any size are cropped in the centre to the aspect ratio and resized, or must be of this
 *     size
 */
record FileImages(List<Path> files, int height, int width, int channels, boolean fitted) implements ImageSource {

    private static final float SCALE = 255;

    @Override
    public int count() {
        return files.size();
    }

    @Override
    public void read(int index, float[] out, int offset) {
        Path file = files.get(index);
        Objects.checkFromIndexSize(offset, height * width * channels, out.length);
        try {
            Raster raster = fitted ? Raster.read(file, channels) : Raster.read(file, channels, height, width);
            byte[] bytes = raster.bytes();
            if (!fitted || raster.height() == height && raster.width() == width) {
                for (int i = 0; i < bytes.length; i++) {
                    out[offset + i] = Byte.toUnsignedInt(bytes[i]) / SCALE;
                }
            } else {
                fit(raster, out, offset);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fit(Raster raster, float[] out, int offset) {
        float[] image = new float[raster.bytes().length];
        for (int i = 0; i < image.length; i++) {
            image[i] = Byte.toUnsignedInt(raster.bytes()[i]) / SCALE;
        }
        boolean wide = (long) raster.width() * height > (long) raster.height() * width;
        int rows = wide ? raster.height() : scaled(raster.width(), height, width);
        int columns = wide ? scaled(raster.height(), width, height) : raster.width();
        float[] result = Preprocessing.none()
                .centreCrop(Math.min(rows, raster.height()), Math.min(columns, raster.width()))
                .resize(height, width, Filter.TRIANGLE)
                .apply(image, raster.height(), raster.width(), channels);
        System.arraycopy(result, 0, out, offset, result.length);
    }

    private static int scaled(int side, int numerator, int denominator) {
        return (int) Math.max(1, Math.round((double) side * numerator / denominator));
    }
}
