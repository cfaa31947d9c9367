package org.gaspard.datasets.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.format.Raster;

/**
 * Falcor3D, Isaac3D and others of their layout: a folder of colour images {@code 000000.png}, {@code 000001.png}, …, whose
 * numbers, padded to six digits, are the indices of all combinations of factors in row-major order. A file is decoded at
 * each reading; to keep a smaller set decoded see {@link StoredImages}.
 *
 * <p>Values of factors are equidistant in [0, 1]. Reading an image throws an {@link java.io.UncheckedIOException} whose
 * cause is a {@link DataFileException} if its file is damaged or of another size than the first.
 *
 * <p>Source: [N20] and the description of its distribution.
 */
public final class NumberedFolder implements FactoredDataset {

    private final String name;
    private final FactorGrid grid;
    private final FileImages images;

    private NumberedFolder(String name, FactorGrid grid, FileImages images) {
        this.name = name;
        this.grid = grid;
        this.images = images;
    }

    /**
     * The 233,280 combinations of Falcor3D: lighting_intensity (5), lighting_x-dir, lighting_y-dir, lighting_z-dir,
     * camera_x-pos, camera_y-pos, camera_z-pos (6 each).
     */
    public static FactorGrid falcor3dGrid() {
        return new FactorGrid(List.of(
                unit("lighting_intensity", 5),
                unit("lighting_x-dir", 6),
                unit("lighting_y-dir", 6),
                unit("lighting_z-dir", 6),
                unit("camera_x-pos", 6),
                unit("camera_y-pos", 6),
                unit("camera_z-pos", 6)));
    }

    /**
     * The 737,280 combinations of Isaac3D: object_shape (3), robot_x-movement (8), robot_y-movement (5), camera_height (4),
     * object_scale (4), lighting_intensity (4), lighting_y-dir (6), object_color (4), wall_color (4).
     *
     * <p>The formula of the distribution's description multiplies object_scale, camera_height, robot_x and robot_y in that
     * order by strides that belong to factors of 8, 5, 4 and 4 positions; this is the order in which sizes, strides and the
     * names of the distributed examples agree.
     */
    public static FactorGrid isaac3dGrid() {
        return new FactorGrid(List.of(
                unit("object_shape", 3),
                unit("robot_x-movement", 8),
                unit("robot_y-movement", 5),
                unit("camera_height", 4),
                unit("object_scale", 4),
                unit("lighting_intensity", 4),
                unit("lighting_y-dir", 6),
                unit("object_color", 4),
                unit("wall_color", 4)));
    }

    private static Factor unit(String name, int size) {
        return Factor.linear(name, 0, 1, size);
    }

    /**
     * Opens a folder; the first image tells the size.
     *
     * @throws DataFileException if an image is absent, or the first is damaged
     */
    public static NumberedFolder open(Path folder, FactorGrid grid) throws IOException {
        Set<String> present;
        try (Stream<Path> entries = Files.list(folder)) {
            present = entries.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
        List<Path> files = new ArrayList<>(grid.size());
        for (int i = 0; i < grid.size(); i++) {
            String file = String.format(Locale.ROOT, "%06d.png", i);
            if (!present.contains(file)) {
                throw new DataFileException(
                        folder, "no " + file, grid.size() + " images for the factors " + grid.factors());
            }
            files.add(folder.resolve(file));
        }
        int[] size = Raster.size(files.getFirst());
        return new NumberedFolder(
                String.valueOf(folder.getFileName()), grid, new FileImages(files, size[0], size[1], 3, false));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FactorGrid grid() {
        return grid;
    }

    @Override
    public int height() {
        return images.height();
    }

    @Override
    public int width() {
        return images.width();
    }

    @Override
    public int channels() {
        return images.channels();
    }

    @Override
    public void read(int index, float[] out, int offset) {
        images.read(Objects.checkIndex(index, size()), out, offset);
    }
}
