package org.gaspard.datasets.catalogue;

import java.util.Locale;

/**
 * How many images a set has, and how large they are; 0 stands for what differs from folder to folder.
 *
 * @param training the images to train on
 * @param test the images for tests; 0 if the set has no such part
 * @param height the number of rows
 * @param width the number of columns
 * @param channels 1 or 3
 */
public record Extent(int training, int test, int height, int width, int channels) {

    /** Checks that nothing is negative. */
    public Extent {
        if (Math.min(Math.min(training, test), Math.min(height, width)) < 0 || channels < 1) {
            throw new IllegalArgumentException("extent " + training + " + " + test + " images of " + height + "×"
                    + width + "×" + channels + ", expected numbers from 0 on and at least one channel");
        }
    }

    /** The number of images in words: {@code 60,000 + 10,000}. */
    public String images() {
        if (training == 0) {
            return "any number";
        }
        return number(training) + (test == 0 ? "" : " + " + number(test));
    }

    /** The size of an image in words: {@code 64×64×3}. */
    public String size() {
        return (height == 0 ? "any size" : height + "×" + width) + "×" + channels;
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
