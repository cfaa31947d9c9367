package org.gaspard.datasets.rendered;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.images.Hsv;

/**
 * A re-rendering of 3D Shapes: 480,000 colour images of 64×64 pixels of one object in a room, under six independent
 * factors.
 *
 * <p>Factors, the slowest first, with the published sizes and values: floor_hue, wall_hue, object_hue (10 values 0,
 * 0.1, …, 0.9 on the wheel of saturated hues), scale (8 values in [0.75, 1.25]), shape (cube, cylinder, sphere,
 * capsule), orientation (15 values in [−30, 30] degrees, of the camera around the object).
 * {@code index = 48000·floor + 4800·wall + 480·object + 60·scale + 15·shape + orientation}.
 *
 * <p>These are not the published bitmaps. The camera, the room, the sizes of the objects and the brightness of floor
 * and walls were fitted to the 50 sample images that accompany the published set; its textures and the facets of its
 * round objects are left out. The mean absolute difference from those images, with the factors that fit best, is
 * 0.0145. Which direction of turning is the positive one is not documented; here a positive orientation has the camera
 * on the right.
 *
 * <p>What does not depend on the hues is drawn by a ray caster once for each of the 480 other combinations, when first
 * needed, and kept (40 KiB each, 20 MB in all); reading an image then recolours it, O(pixels). Where light saturates, as
 * on parts of the floor, channels are cut at 1. Values are multiples of 1/255.
 *
 * <p>Source: C. Burgess and H. Kim, 3D Shapes dataset, 2018; introduced by H. Kim and A. Mnih, Disentangling by
 * factorising, ICML 2018.
 */
public final class Shapes3D implements FactoredDataset {

    private static final int SIDE = 64;
    private static final int OBJECT_SHAPES = 4;
    /** One in the stored weights, which may reach 2. */
    private static final float UNIT = 32_768;

    private static final float[] SKY = {153 / 255f, 226 / 255f, 249 / 255f};

    private final FactorGrid grid = new FactorGrid(List.of(
            hues("floor_hue"),
            hues("wall_hue"),
            hues("object_hue"),
            Factor.linear("scale", 0.75, 1.25, 8),
            Factor.of("shape", 0, 1, 2, 3),
            Factor.linear("orientation", -30, 30, 15)));

    private final AtomicReferenceArray<char[]> layers = new AtomicReferenceArray<>(8 * OBJECT_SHAPES * 15);

    /** The data set; instances differ only in what they have drawn already. */
    public Shapes3D() {}

    private static Factor hues(String name) {
        return Factor.of(name, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    }

    @Override
    public String name() {
        return "shapes3d-rendered";
    }

    @Override
    public FactorGrid grid() {
        return grid;
    }

    @Override
    public int height() {
        return SIDE;
    }

    @Override
    public int width() {
        return SIDE;
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        Objects.checkFromIndexSize(offset, pixels(), out.length);
        Objects.checkIndex(index, size());
        char[] view = view(index % layers.length());
        float[][] colours = new float[Room.LAYERS][];
        for (int f = Room.FLOOR; f <= Room.OBJECT; f++) {
            colours[f] = Hsv.saturated(value(f, grid.position(index, f)));
        }
        for (int c = 0; c < 3; c++) {
            float floor = colours[Room.FLOOR][c] / UNIT;
            float wall = colours[Room.WALL][c] / UNIT;
            float object = colours[Room.OBJECT][c] / UNIT;
            float sky = SKY[c] / UNIT;
            int to = offset + c;
            for (int at = 0; at < view.length; at += Room.LAYERS) {
                out[to] = Levels.round(floor * view[at + Room.FLOOR]
                        + wall * view[at + Room.WALL]
                        + object * view[at + Room.OBJECT]
                        + view[at + Room.WHITE] / UNIT
                        + sky * view[at + Room.SKY]);
                to += 3;
            }
        }
    }

    /** The layers of a combination of scale, shape and orientation, in units of 1/32768. */
    private char[] view(int number) {
        char[] known = layers.get(number);
        if (known != null) {
            return known;
        }
        // Threads that come here at the same time draw the same, so it does not matter whose drawing stays.
        float[] drawn = Room.draw(
                grid.position(number, 4), value(3, grid.position(number, 3)), value(5, grid.position(number, 5)), SIDE);
        char[] view = new char[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            view[i] = (char) (UNIT * drawn[i] + 0.5f);
        }
        layers.set(number, view);
        return view;
    }
}
