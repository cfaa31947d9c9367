package org.gaspard.datasets.sequences;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gaspard.datasets.ImageDataset;

/**
 * Sequences of images of any data set under transformations of their pixels: {@code x_0} is the coloured image, and
 * {@code x_t} is made from {@code x_0} by step t of the transformation, never from {@code x_{t−1}}, so that interpolation
 * blurs only once.
 *
 * <p>Source: [SKSW23] and its published program (MNIST).
 */
public final class TransformationSequences implements ComposableSequences {

    private final ImageDataset source;
    private final Colouring colouring;
    private final List<Transformation> transformations;
    private final List<List<Transformation.Map>> maps;
    private final int channels;

    private TransformationSequences(
            ImageDataset source, Colouring colouring, List<Transformation> transformations, int channels) {
        this.source = source;
        this.colouring = colouring;
        this.transformations = transformations;
        this.channels = channels;
        List<List<Transformation.Map>> all = new ArrayList<>();
        for (Transformation transformation : transformations) {
            List<Transformation.Map> steps = new ArrayList<>();
            for (int t = 1; t < transformation.frames(); t++) {
                steps.add(transformation.frame(t, source.height(), source.width(), channels));
            }
            all.add(List.copyOf(steps));
        }
        this.maps = List.copyOf(all);
    }

    /**
     * The sequences of all images of a data set under each of some transformations.
     *
     * @param transformations at least one, all of the same number of frames
     * @throws IllegalArgumentException if there is no transformation, their numbers of frames differ, or one or the colouring
     *     does not fit the images
     */
    public static TransformationSequences of(
            ImageDataset source, Colouring colouring, List<Transformation> transformations) {
        List<Transformation> copy = List.copyOf(transformations);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("transformations are empty, expected at least one");
        }
        for (Transformation other : copy) {
            if (other.frames() != copy.getFirst().frames()) {
                throw new IllegalArgumentException("transformation " + other.name() + " has " + other.frames()
                        + " frames, expected " + copy.getFirst().frames() + " as "
                        + copy.getFirst().name());
            }
        }
        return new TransformationSequences(source, colouring, copy, colouring.channels(source.channels()));
    }

    @Override
    public ImageDataset source() {
        return source;
    }

    @Override
    public List<String> transformations() {
        return transformations.stream().map(Transformation::name).toList();
    }

    @Override
    public int frames() {
        return transformations.getFirst().frames();
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public void readFrame(int index, int transformation, int t, float[] out, int offset) {
        Objects.checkIndex(index, size());
        Objects.checkIndex(transformation, maps.size());
        Objects.checkIndex(t, frames());
        Objects.checkFromIndexSize(offset, values() / frames(), out.length);
        float[] image = start(index);
        if (t == 0) {
            System.arraycopy(image, 0, out, offset, image.length);
        } else {
            maps.get(transformation).get(t - 1).apply(image, out, offset);
        }
    }

    @Override
    public void read(int index, int transformation, float[] out, int offset) {
        Objects.checkIndex(index, size());
        Objects.checkIndex(transformation, maps.size());
        Objects.checkFromIndexSize(offset, values(), out.length);
        float[] image = start(index);
        System.arraycopy(image, 0, out, offset, image.length);
        int to = offset;
        for (Transformation.Map map : maps.get(transformation)) {
            to += image.length;
            map.apply(image, out, to);
        }
    }

    private float[] start(int index) {
        float[] pixels = new float[source.pixels()];
        source.read(index, pixels, 0);
        return colouring.apply(pixels);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Transformations are applied in their order, each to what the one before it has made, so that several that move pixels blur
     * several times; of a frame in which one alone has steps, the pixels are those of {@link #read}.
     */
    @Override
    public void readComposed(int index, int[][] steps, float[] out, int offset) {
        StepTable.check(steps, this);
        Objects.checkIndex(index, size());
        float[] image = start(index);
        Objects.checkFromIndexSize(offset, Math.multiplyExact(steps.length, image.length), out.length);
        for (int t = 0; t < steps.length; t++) {
            float[] current = image;
            for (int k = 0; k < steps[t].length; k++) {
                if (steps[t][k] > 0) {
                    float[] next = new float[image.length];
                    maps.get(k).get(steps[t][k] - 1).apply(current, next, 0);
                    current = next;
                }
            }
            System.arraycopy(current, 0, out, offset + t * image.length, image.length);
        }
    }
}
