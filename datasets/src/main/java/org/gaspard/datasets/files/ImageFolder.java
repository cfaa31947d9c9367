package org.gaspard.datasets.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.Raster;

/**
 * The PNG and JPEG files ({@code .png}, {@code .jpg}, {@code .jpeg}) of a folder, by name; or, if it has none itself, those
 * of its sub-folders, which are then the classes: one factor {@code class}, valued by the rank of the sub-folder's name.
 * Names that start with a dot are left out.
 *
 * <p>Samples are taken as stored: 16-bit ones keep their upper byte, alpha is dropped, colour becomes grey by the luma of
 * ITU-R BT.601. A file is decoded at each reading, batches in parallel; to keep images decoded see {@link StoredImages}.
 * Reading an image throws an {@link java.io.UncheckedIOException} whose cause is a {@link DataFileException} if its file is
 * damaged.
 */
public final class ImageFolder {

    private static final String[] SUFFIXES = {".png", ".jpg", ".jpeg"};

    private ImageFolder() {}

    /**
     * Images of one size, that of the first; reading one of another size fails.
     *
     * @param channels 1 or 3, to which the images are converted
     * @throws DataFileException if there is no image or the first is damaged
     * @throws IllegalArgumentException if {@code channels} is neither 1 nor 3
     */
    public static LabelledDataset open(Path folder, int channels) throws IOException {
        return open(folder, channels, 0, 0);
    }

    /**
     * Images of any sizes: the largest centred window of the target's aspect ratio is resized with
     * {@link org.gaspard.datasets.images.Filter#TRIANGLE}.
     *
     * @param channels 1 or 3, to which the images are converted
     * @throws DataFileException if there is no image
     * @throws IllegalArgumentException if {@code channels} is neither 1 nor 3 or a side is not positive
     */
    public static LabelledDataset fitted(Path folder, int channels, int height, int width) throws IOException {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("images of " + height + "×" + width + ", expected positive sides");
        }
        return open(folder, channels, height, width);
    }

    private static LabelledDataset open(Path folder, int channels, int height, int width) throws IOException {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels is " + channels + ", expected 1 or 3");
        }
        List<Path> files = new ArrayList<>(Folders.files(folder, SUFFIXES));
        List<Factor> factors = List.of();
        List<Integer> classes = new ArrayList<>();
        if (files.isEmpty()) {
            List<Path> folders = Folders.folders(folder);
            for (int c = 0; c < folders.size(); c++) {
                for (Path file : Folders.files(folders.get(c), SUFFIXES)) {
                    files.add(file);
                    classes.add(c);
                }
            }
            if (files.isEmpty()) {
                throw new DataFileException(folder, "no image", "files " + String.join(", ", SUFFIXES));
            }
            factors = List.of(Factor.linear("class", 0, folders.size() - 1, folders.size()));
        }
        int[] size = height > 0 ? new int[] {height, width} : Raster.size(files.getFirst());
        FileImages images = new FileImages(List.copyOf(files), size[0], size[1], channels, height > 0);
        int[] positions = classes.stream().mapToInt(Integer::intValue).toArray();
        return new TableImages(String.valueOf(folder.getFileName()), images, factors, positions);
    }
}
