package org.gaspard.datasets.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.Raster;

/**
 * Omniglot: handwritten characters of many alphabets, black on white, as its folders {@code images_background} and
 * {@code images_evaluation} have them: {@code ALPHABET/characterNN/FILE.png} (published: 105×105, 20 drawings of each of
 * 964 characters of 30 alphabets, and of 659 of 20).
 *
 * <p>Factors, valued by their positions: alphabet and character (both by rank of name, characters numbered through all
 * alphabets), drawer (the rank of the file's name in its folder). Strokes are 0 and paper 1; nothing is inverted. A file is
 * decoded at each reading; see {@link ImageFolder} for its errors and {@link StoredImages} to keep images decoded.
 *
 * <p>Source: [LST15].
 */
public final class OmniglotFolder {

    private OmniglotFolder() {}

    /**
     * Opens a folder of alphabets; the first image tells the size.
     *
     * @throws DataFileException if there is no image or the first is damaged
     */
    public static LabelledDataset open(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        List<Path> alphabets = Folders.folders(folder);
        int characters = 0;
        int drawers = 0;
        for (int a = 0; a < alphabets.size(); a++) {
            for (Path character : Folders.folders(alphabets.get(a))) {
                List<Path> drawings = Folders.files(character, ".png");
                for (int d = 0; d < drawings.size(); d++) {
                    files.add(drawings.get(d));
                    rows.add(new int[] {a, characters, d});
                }
                characters++;
                drawers = Math.max(drawers, drawings.size());
            }
        }
        if (files.isEmpty()) {
            throw new DataFileException(folder, "no image", "files ALPHABET/CHARACTER/*.png");
        }
        int[] size = Raster.size(files.getFirst());
        int[] positions = rows.stream().flatMapToInt(Arrays::stream).toArray();
        List<Factor> factors = List.of(
                levels("alphabet", alphabets.size()), levels("character", characters), levels("drawer", drawers));
        return new TableImages(
                String.valueOf(folder.getFileName()),
                new FileImages(List.copyOf(files), size[0], size[1], 1, false),
                factors,
                positions);
    }

    private static Factor levels(String name, int size) {
        return Factor.linear(name, 0, size - 1, size);
    }
}
