package org.gaspard.topology.diagram;

import java.util.List;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * Persistence images ([AEK17]): the surface {@code ρ(x, y) = Σ w(b, d) g(x − b, y − (d − b))} over birth and length, with
 * the Gaussian density {@code g(x, y) = exp(−(x² + y²) / 2σ²) / 2πσ²}, turned into pixels.
 *
 * <p>An empty diagram gives zeros; essential bars are refused. Bars outside the axes count with what of their Gaussian
 * reaches the pixels. Time {@code O(n · pixels)}.
 *
 * @param births the axis of births; its cells are the columns
 * @param lengths the axis of lengths {@code d − b}; its cells are the rows, short bars first
 * @param sigma σ, positive
 * @param weight w; one that vanishes at length 0 makes the image stable
 * @param pixel what a pixel holds
 */
public record PersistenceImage(Axis births, Axis lengths, double sigma, Weight weight, Pixel pixel) {

    /** What a pixel holds. */
    public enum Pixel {
        /** The integral of the surface over the pixel, exact. */
        INTEGRAL,
        /** The value of the surface at the centre of the pixel. */
        CENTRE
    }

    /** @throws IllegalArgumentException if sigma is not positive */
    public PersistenceImage {
        Checks.positive("sigma", sigma);
    }

    /** With weights equal to lengths, and integrals over pixels. */
    public PersistenceImage(Axis births, Axis lengths, double sigma) {
        this(births, lengths, sigma, Weight.power(1), Pixel.INTEGRAL);
    }

    /**
     * Axes that span the finite bars of the diagrams, σ one cell of the longer axis, weights equal to lengths, and
     * integrals over pixels.
     *
     * @throws IllegalArgumentException if there is no finite bar
     */
    public static PersistenceImage fit(List<Diagram> diagrams, int columns, int rows) {
        Axis births = Axis.ofBirths(diagrams, columns);
        Axis lengths = Axis.ofLengths(diagrams, rows);
        return new PersistenceImage(births, lengths, Math.max(births.cell(), lengths.cell()));
    }

    public PersistenceImage withSigma(double changed) {
        return new PersistenceImage(births, lengths, changed, weight, pixel);
    }

    public PersistenceImage withWeight(Weight changed) {
        return new PersistenceImage(births, lengths, sigma, changed, pixel);
    }

    public PersistenceImage withPixel(Pixel changed) {
        return new PersistenceImage(births, lengths, sigma, weight, changed);
    }

    /**
     * The image of a diagram, [rows × columns], row-major.
     *
     * @throws IllegalArgumentException if a bar is essential
     */
    public double[] of(Diagram diagram) {
        double[] weights = weight.of(diagram);
        int columns = births.count();
        double[] image = new double[lengths.count() * columns];
        for (int i = 0; i < weights.length; i++) {
            double[] across = profile(births, diagram.birth(i));
            double[] up = profile(lengths, diagram.length(i));
            for (int row = 0; row < up.length; row++) {
                double scale = weights[i] * up[row];
                for (int column = 0; column < columns; column++) {
                    image[row * columns + column] += scale * across[column];
                }
            }
        }
        return image;
    }

    /** A normal density around a number, for each cell of an axis: the surface is a product of two of these. */
    private double[] profile(Axis axis, double around) {
        double[] profile = new double[axis.count()];
        for (int i = 0; i < profile.length; i++) {
            profile[i] = switch (pixel) {
                case INTEGRAL ->
                    GaussianIntegral.between((axis.edge(i) - around) / sigma, (axis.edge(i + 1) - around) / sigma);
                case CENTRE -> {
                    double z = (axis.centre(i) - around) / sigma;
                    yield Math.exp(-z * z / 2) / (Math.sqrt(2 * Math.PI) * sigma);
                }
            };
        }
        return profile;
    }
}
