package org.gaspard.datasets.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.ImageLayout;
import org.gaspard.datasets.format.ImageStore;
import org.gaspard.datasets.format.NorbMatrix;

/**
 * SmallNORB: grey photographs of toys by a pair of cameras, as its binary matrices have them, which stay mapped.
 *
 * <p>A part consists of three files {@code *-training-dat.mat}, {@code -cat.mat} and {@code -info.mat} (or
 * {@code -testing-…}): {@code dat} bytes [N, 2, H, W] (published: N = 24,300, 96×96), {@code cat} int32 [N] the category 0
 * to 4, {@code info} int32 [N, 4] the instance 0 to 9, the elevation 0 to 8 (30° to 70°), the azimuth 0, 2, …, 34 (tens of
 * degrees) and the lighting 0 to 5. The published parts differ in their instances, five for each category: only both
 * together are all combinations.
 *
 * <p>Factors, the slowest first: category (5), instance (10), elevation (9), azimuth (18), lighting (6). The images keep
 * their size; [L19] takes the left camera and reduces to 64×64 with a Lanczos filter.
 *
 * <p>Source: [LHB04] and the file format of the distribution.
 */
public final class SmallNorbFiles {

    /** Which of the two images of a pair. */
    public enum Camera {
        /** The first, one channel. */
        LEFT,
        /** The second, one channel. */
        RIGHT,
        /** Both, as two channels. */
        BOTH
    }

    private static final List<Factor> FACTORS = List.of(
            Factor.linear("category", 0, 4, 5),
            Factor.linear("instance", 0, 9, 10),
            Factor.linear("elevation", 30, 70, 9),
            Factor.linear("azimuth", 0, 340, 18),
            Factor.linear("lighting", 0, 5, 6));

    private SmallNorbFiles() {}

    /**
     * The training part, in the order of its files.
     *
     * @throws DataFileException if a file is absent, malformed, or does not fit the others
     */
    public static LabelledDataset train(Path folder, Camera camera) throws IOException {
        return read(folder, camera, "training");
    }

    /** The test part; see {@link #train}. */
    public static LabelledDataset test(Path folder, Camera camera) throws IOException {
        return read(folder, camera, "testing");
    }

    /**
     * Both parts. The published ones give a {@link org.gaspard.datasets.FactoredDataset} of 48,600 images; others, if not
     * all combinations, the training images and then the test images.
     *
     * @throws DataFileException if a file is absent, malformed, or does not fit the others
     */
    public static LabelledDataset all(Path folder, Camera camera) throws IOException {
        return read(folder, camera, "training", "testing");
    }

    private static LabelledDataset read(Path folder, Camera camera, String... parts) throws IOException {
        List<MemorySegment> segments = new ArrayList<>();
        int[] counts = new int[parts.length];
        int[][] tables = new int[parts.length][];
        List<ImageLayout> layouts = new ArrayList<>();
        for (int p = 0; p < parts.length; p++) {
            NorbMatrix images = NorbMatrix.bytes(find(folder, parts[p], "dat"), 4);
            int[] extents = images.extents();
            if (extents[1] != 2) {
                throw images.file().failure(12, "extents " + Arrays.toString(extents), "[N, 2, H, W]");
            }
            counts[p] = extents[0];
            segments.add(images.file().bytes());
            layouts.add(layout(images, camera));
            if (!layouts.get(p).equals(layouts.getFirst())) {
                throw images.file()
                        .failure(16, "images of " + extents[2] + "×" + extents[3], "those of the other part's size");
            }
            tables[p] = table(folder, parts[p], extents[0]);
        }
        ImageStore store = ImageStore.over(segments, counts, layouts.getFirst());
        int[] positions = Arrays.stream(tables).flatMapToInt(Arrays::stream).toArray();
        String name = folder.getFileName() + "-" + String.join("-", parts);
        return new FactorTable(FACTORS, positions).over(name, store);
    }

    private static ImageLayout layout(NorbMatrix images, Camera camera) {
        int height = images.extents()[2];
        int width = images.extents()[3];
        long plane = (long) height * width;
        return ImageLayout.planar(
                height,
                width,
                camera == Camera.BOTH ? 2 : 1,
                images.start() + (camera == Camera.RIGHT ? plane : 0),
                2 * plane);
    }

    private static Path find(Path folder, String part, String kind) throws IOException {
        String suffix = "-" + part + "-" + kind + ".mat";
        List<Path> files = Folders.files(folder, suffix);
        if (files.size() != 1) {
            throw new DataFileException(folder, files.size() + " files *" + suffix, "one");
        }
        return files.getFirst();
    }

    private static int[] table(Path folder, String part, int count) throws IOException {
        NorbMatrix categories = NorbMatrix.int32s(find(folder, part, "cat"), 1);
        NorbMatrix info = NorbMatrix.int32s(find(folder, part, "info"), 2);
        if (categories.extents()[0] != count) {
            throw categories.file().failure(8, categories.extents()[0] + " categories", count + " as images");
        }
        if (info.extents()[0] != count || info.extents()[1] != 4) {
            throw info.file().failure(8, "extents " + Arrays.toString(info.extents()), "[" + count + ", 4]");
        }
        int factors = FACTORS.size();
        int[] positions = new int[count * factors];
        for (int i = 0; i < count; i++) {
            positions[i * factors] = level(categories, i, 0);
            for (int f = 1; f < factors; f++) {
                positions[i * factors + f] = level(info, 4L * i + f - 1, f);
            }
        }
        return positions;
    }

    private static int level(NorbMatrix matrix, long at, int factor) throws IOException {
        int found = matrix.int32(at);
        Factor expected = FACTORS.get(factor);
        int step = expected.name().equals("azimuth") ? 2 : 1;
        if (found < 0 || found % step != 0 || found / step >= expected.size()) {
            throw matrix.file()
                    .failure(
                            matrix.offset(at),
                            expected.name() + " " + found,
                            "a multiple of " + step + " from 0 to " + step * (expected.size() - 1));
        }
        return found / step;
    }
}
