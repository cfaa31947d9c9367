package org.gaspard.datasets.rendered;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/**
 * A robot arm that holds an object in a kitchen: 737,280 colour images of a small articulated scene under nine
 * independent factors, in the spirit of Isaac3D.
 *
 * <p>Factors, the slowest first, with the names, the order and the sizes of Isaac3D (the order of its file numbers), and values
 * equidistant in [0, 1]: object_shape (3: cube, tetrahedron, ball), robot_x-movement (8, the arm swings from the left over the
 * front to the right), robot_y-movement (5, it rises), camera_height (4), object_scale (4), lighting_intensity (4), lighting_y-dir
 * (6, the lamp moves from the front to the back), object_color (4, blue to white), wall_color (4, green to lilac).
 *
 * <p>The scene is not that of Isaac3D, whose images were made by a path tracer from a detailed model; it is a scene of
 * twenty-odd simple solids with the same meaning of the factors. Values are multiples of 1/255.
 *
 * <p>What does not depend on intensity and colours is cast when it is needed, O(pixels × solids), and up to 93 of these
 * 11,520 views are kept (16 MiB; fewer of larger images); an image is then recoloured, O(pixels). In the order of the
 * set a view serves 16 or 64 images; in random order next to none: to train, keep the images in an {@link ImageCache}.
 *
 * <p>Source: W. Nie, T. Karras, A. Garg, S. Debnath, A. Patney, A. Patel, A. Anandkumar, Semi-supervised StyleGAN for
 * disentanglement learning, ICML 2020 (Falcor3D and Isaac3D).
 */
public final class RobotArm implements FactoredDataset {

    private static final int SMALLEST = 16;
    private static final int LARGEST = 1024;

    static final int ROBOT_X = 1;
    static final int ROBOT_Y = 2;
    static final int CAMERA_HEIGHT = 3;
    static final int OBJECT_SCALE = 4;
    static final int LIGHTING_Y = 6;

    private static final int OBJECT_SHAPE = 0;
    private static final int LIGHTING_INTENSITY = 5;
    private static final int OBJECT_COLOR = 7;
    private static final int WALL_COLOR = 8;

    private static final float[][] WALLS = {
        {0.33f, 0.62f, 0.22f}, {0.60f, 0.70f, 0.54f}, {0.72f, 0.66f, 0.72f}, {0.84f, 0.62f, 0.82f}
    };
    private static final float[] BLUE = {0.16f, 0.08f, 0.82f};
    private static final float[] WHITE = {0.92f, 0.92f, 0.92f};

    /** The memory for views, in floats. */
    private static final int KEPT_FLOATS = 1 << 22;

    /** A view and the image of which it is: that with this index, intensity and colours at position 0. */
    private record Kept(int index, KitchenView view) {}

    private final int side;
    private final AtomicReferenceArray<Kept> kept;
    private final FactorGrid grid = new FactorGrid(List.of(
            Factor.linear("object_shape", 0, 1, 3),
            Factor.linear("robot_x-movement", 0, 1, 8),
            Factor.linear("robot_y-movement", 0, 1, 5),
            Factor.linear("camera_height", 0, 1, 4),
            Factor.linear("object_scale", 0, 1, 4),
            Factor.linear("lighting_intensity", 0, 1, 4),
            Factor.linear("lighting_y-dir", 0, 1, 6),
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
        this.kept = new AtomicReferenceArray<>(Math.max(1, KEPT_FLOATS / (side * side * KitchenView.LAYERS)));
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
        int wall = grid.position(index, WALL_COLOR);
        double paint = value(OBJECT_COLOR, grid.position(index, OBJECT_COLOR));
        float[] object = new float[3];
        for (int c = 0; c < 3; c++) {
            object[c] = (float) (BLUE[c] + paint * (WHITE[c] - BLUE[c]));
        }
        double intensity = 0.45 + 0.75 * value(LIGHTING_INTENSITY, grid.position(index, LIGHTING_INTENSITY));
        view(index).image((float) intensity, WALLS[wall], object, out, offset);
    }

    private KitchenView view(int index) {
        int first = index;
        for (int factor : new int[] {LIGHTING_INTENSITY, OBJECT_COLOR, WALL_COLOR}) {
            first = grid.with(first, factor, 0);
        }
        // Neighbouring views differ in the position of the lamp.
        int place = first / grid.with(0, LIGHTING_Y, 1) % kept.length();
        Kept known = kept.get(place);
        if (known != null && known.index == first) {
            return known.view;
        }
        double[] values = new double[grid.factors().size()];
        for (int f = 0; f < values.length; f++) {
            values[f] = value(f, grid.position(first, f));
        }
        KitchenView view = new Kitchen(grid.position(first, OBJECT_SHAPE), values).draw(side);
        // Threads that come here at the same time draw the same, so it does not matter whose drawing stays.
        kept.set(place, new Kept(first, view));
        return view;
    }
}
