package org.gaspard.datasets.rendered;

import java.util.List;
import java.util.Objects;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/**
 * A robot arm that holds an object in a kitchen: 737,280 colour images of a small articulated scene under nine
 * independent factors, in the spirit of Isaac3D.
 *
 * <p>Factors, the slowest first, with the order and the sizes of Isaac3D (the order of its file numbers), and values
 * equidistant in [0, 1]: object_shape (3: cube, tetrahedron, ball), robot_x (8, the arm swings from the left over the
 * front to the right), robot_y (5, it rises), camera_height (4), object_scale (4), lighting_intensity (4), lighting_y
 * (6, the lamp moves from the front to the back), object_color (4, blue to white), wall_color (4, green to lilac).
 *
 * <p>The scene is not that of Isaac3D, whose images were made by a path tracer from a detailed model; it is a scene of
 * twenty-odd simple solids with the same meaning of the factors. Each image is cast when it is read,
 * O(pixels × solids); to read many more than once, keep them in an {@link ImageCache}. Values are multiples of 1/255.
 *
 * <p>Source: W. Nie, T. Karras, A. Garg, S. Debnath, A. Patney, A. Patel, A. Anandkumar, Semi-supervised StyleGAN for
 * disentanglement learning, ICML 2020 (Falcor3D and Isaac3D).
 */
public final class RobotArm implements FactoredDataset {

    private static final int SMALLEST = 16;
    private static final int LARGEST = 1024;

    private final int side;
    private final FactorGrid grid = new FactorGrid(List.of(
            Factor.linear("object_shape", 0, 1, 3),
            Factor.linear("robot_x", 0, 1, 8),
            Factor.linear("robot_y", 0, 1, 5),
            Factor.linear("camera_height", 0, 1, 4),
            Factor.linear("object_scale", 0, 1, 4),
            Factor.linear("lighting_intensity", 0, 1, 4),
            Factor.linear("lighting_y", 0, 1, 6),
            Factor.linear("object_color", 0, 1, 4),
            Factor.linear("wall_color", 0, 1, 4)));

    /**
     * The data set at a resolution.
     *
     * @param side the number of rows and of columns of the images
     * @throws IllegalArgumentException if it is outside [16, 1024]
     */
    public RobotArm(int side) {
        if (side < SMALLEST || side > LARGEST) {
            throw new IllegalArgumentException("side " + side + ", expected " + SMALLEST + " to " + LARGEST);
        }
        this.side = side;
    }

    @Override
    public String name() {
        return "robotarm-" + side;
    }

    @Override
    public FactorGrid grid() {
        return grid;
    }

    @Override
    public int height() {
        return side;
    }

    @Override
    public int width() {
        return side;
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        Objects.checkFromIndexSize(offset, pixels(), out.length);
        double[] values = new double[grid.factors().size()];
        for (int f = 0; f < values.length; f++) {
            values[f] = value(f, grid.position(index, f));
        }
        float[] image = new Kitchen(grid.position(index, 0), values).draw(side);
        for (int i = 0; i < image.length; i++) {
            out[offset + i] = Levels.round(image[i]);
        }
    }
}
