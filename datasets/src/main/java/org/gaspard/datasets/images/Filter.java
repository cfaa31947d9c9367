package org.gaspard.datasets.images;

/**
 * A filter for resizing by a separable weighted mean. With the scale {@code s = source/target} of an axis, output pixel i
 * has its centre at {@code c = (i + ½)·s} and gives source pixel j the weight {@code k((j + ½ − c)/max(s, 1))}, normalised
 * to sum 1 over the pixels inside the image: reduction smooths over as many pixels as it drops (antialiasing),
 * enlargement interpolates. For {@link #AREA} the weight is the length of pixel j inside output pixel i.
 */
public enum Filter {

    /** The mean of what an output pixel covers, pixels at its border in part; nearest neighbours by whole factors. */
    AREA(0.5) {
        @Override
        double kernel(double x) {
            return Math.abs(x) <= 0.5 ? 1 : 0;
        }
    },

    /** {@code k(x) = max(0, 1 − |x|)}: bilinear interpolation. */
    TRIANGLE(1) {
        @Override
        double kernel(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },

    /** The cubic convolution of [K81] with {@code a = −½}, of support [−2, 2]. */
    CUBIC(2) {
        @Override
        double kernel(double x) {
            double t = Math.abs(x);
            if (t >= 2) {
                return 0;
            }
            return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : ((-0.5 * t + 2.5) * t - 4) * t + 2;
        }
    },

    /** {@code k(x) = sinc(x)·sinc(x/3)} for {@code |x| < 3}, with {@code sinc(x) = sin(πx)/(πx)}; see [D79]. */
    LANCZOS3(3) {
        @Override
        double kernel(double x) {
            return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
        }
    };

    private final double support;

    Filter(double support) {
        this.support = support;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** The radius outside which the kernel is 0. */
    double support() {
        return support;
    }

    abstract double kernel(double x);
}
