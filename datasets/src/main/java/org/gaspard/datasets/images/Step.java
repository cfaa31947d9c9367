package org.gaspard.datasets.images;

import java.util.List;
import java.util.function.UnaryOperator;
import org.gaspard.datasets.ImageDataset;

/** One step of preprocessing: for each extent of images a function to images of another extent. */
sealed interface Step {

    /**
     * The function for images of extent {@code source}.
     *
     * @throws IllegalArgumentException if the step does not fit them
     */
    Bound at(Extent source);

    /** Height, width and channels of images. */
    record Extent(int height, int width, int channels) {

        public Extent {
            if ((double) height * width * channels > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "images of " + height + "×" + width + "×" + channels + ", expected fewer than 2³¹ values");
            }
        }

        int pixels() {
            return height * width * channels;
        }

        @Override
        public String toString() {
            return height + "×" + width + "×" + channels;
        }
    }

    /** A function to images of the given extent; it leaves its argument as it is. */
    record Bound(Extent extent, UnaryOperator<float[]> map) {

        /** All steps, one after the other, for images of extent {@code source}. */
        static Bound of(List<Step> steps, Extent source) {
            Bound all = new Bound(source, image -> image);
            for (Step step : steps) {
                UnaryOperator<float[]> before = all.map;
                Bound next = step.at(all.extent);
                all = new Bound(next.extent, image -> next.map.apply(before.apply(image)));
            }
            return all;
        }

        void read(ImageDataset source, int index, float[] out, int offset) {
            float[] image = new float[source.pixels()];
            source.read(index, image, 0);
            float[] result = map.apply(image);
            System.arraycopy(result, 0, out, offset, result.length);
        }
    }

    /** A window; {@code top} and {@code left} are those of a centred one if they are negative. */
    record Crop(int top, int left, int height, int width) implements Step {

        @Override
        public Bound at(Extent source) {
            if (Math.max(0, top) > source.height - height || Math.max(0, left) > source.width - width) {
                throw new IllegalArgumentException("crop of " + height + "×" + width
                        + (top < 0 ? "" : " at (" + top + ", " + left + ")")
                        + " from images of " + source + ", expected one inside");
            }
            int fromRow = top < 0 ? (source.height - height) / 2 : top;
            int fromColumn = left < 0 ? (source.width - width) / 2 : left;
            int run = width * source.channels;
            return new Bound(new Extent(height, width, source.channels), image -> {
                float[] out = new float[height * run];
                for (int y = 0; y < height; y++) {
                    int from = ((fromRow + y) * source.width + fromColumn) * source.channels;
                    System.arraycopy(image, from, out, y * run, run);
                }
                return out;
            });
        }
    }

    /** Resampling. */
    record Resize(int height, int width, Filter filter) implements Step {

        @Override
        public Bound at(Extent source) {
            Resampler columns = Resampler.of(source.width, width, filter);
            Resampler rows = Resampler.of(source.height, height, filter);
            return new Bound(new Extent(height, width, source.channels), image -> {
                float[] narrow = clamped(columns.apply(image, source.height, source.channels));
                return clamped(rows.apply(narrow, 1, width * source.channels));
            });
        }

        private static float[] clamped(float[] image) {
            for (int i = 0; i < image.length; i++) {
                image[i] = Math.clamp(image[i], 0f, 1f);
            }
            return image;
        }
    }

    /** Luma. */
    record Grey() implements Step {

        @Override
        public Bound at(Extent source) {
            if (source.channels != 1 && source.channels != 3) {
                throw new IllegalArgumentException("images of " + source + ", expected 1 or 3 channels to make grey");
            }
            return new Bound(
                    new Extent(source.height, source.width, 1), source.channels == 1 ? image -> image : Grey::luma);
        }

        private static float[] luma(float[] image) {
            float[] out = new float[image.length / 3];
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) (0.299 * image[3 * i] + 0.587 * image[3 * i + 1] + 0.114 * image[3 * i + 2]);
            }
            return out;
        }
    }

    /** Centring and scaling by channel. */
    record Normalise(ChannelStatistics statistics) implements Step {

        @Override
        public Bound at(Extent source) {
            if (source.channels != statistics.channels()) {
                throw new IllegalArgumentException(
                        "statistics of " + statistics.channels() + " channels for images of " + source);
            }
            return new Bound(source, image -> {
                float[] out = new float[image.length];
                for (int i = 0; i < out.length; i++) {
                    int c = i % source.channels;
                    out[i] = (float) ((image[i] - statistics.mean(c)) / statistics.deviation(c));
                }
                return out;
            });
        }
    }
}
