package org.gaspard.datasets.images;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.datasets.ImageDataset;

/** Mean and standard deviation of the pixels of each channel. */
public final class ChannelStatistics {

    private static final int PIECE = 1024;

    private final double[] mean;
    private final double[] deviation;

    private ChannelStatistics(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /**
     * Given statistics.
     *
     * @throws IllegalArgumentException if there are not as many means as deviations, or none
     */
    public static ChannelStatistics of(double[] mean, double[] deviation) {
        if (mean.length == 0 || mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    mean.length + " means and " + deviation.length + " deviations, expected one of each per channel");
        }
        return new ChannelStatistics(mean.clone(), deviation.clone());
    }

    /**
     * The statistics over all images, {@code mean_c = Σ x/n} and {@code deviation_c = √(Σ x²/n − mean_c²)}; images are read
     * in parallel and summed in a fixed order. O(pixels of the data set).
     *
     * @throws IllegalArgumentException if there is no image
     */
    public static ChannelStatistics of(ImageDataset images) {
        if (images.size() == 0) {
            throw new IllegalArgumentException("statistics of no images, expected at least one");
        }
        int channels = images.channels();
        int pieces = Math.ceilDiv(images.size(), PIECE);
        double[][] sums = new double[pieces][2 * channels];
        IntStream.range(0, pieces).parallel().forEach(p -> {
            float[] image = new float[images.pixels()];
            int end = Math.min(images.size(), (p + 1) * PIECE);
            for (int i = p * PIECE; i < end; i++) {
                images.read(i, image, 0);
                for (int k = 0; k < image.length; k++) {
                    sums[p][k % channels] += image[k];
                    sums[p][channels + k % channels] += (double) image[k] * image[k];
                }
            }
        });
        double n = (double) images.size() * images.height() * images.width();
        double[] mean = new double[channels];
        double[] deviation = new double[channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double squares = 0;
            for (double[] piece : sums) {
                sum += piece[c];
                squares += piece[channels + c];
            }
            mean[c] = sum / n;
            deviation[c] = Math.sqrt(Math.max(0, squares / n - mean[c] * mean[c]));
        }
        return new ChannelStatistics(mean, deviation);
    }

    /** The number of channels. */
    public int channels() {
        return mean.length;
    }

    /** The mean of a channel. */
    public double mean(int channel) {
        return mean[channel];
    }

    /** The standard deviation of a channel. */
    public double deviation(int channel) {
        return deviation[channel];
    }

    @Override
    public String toString() {
        return "mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(deviation);
    }
}
