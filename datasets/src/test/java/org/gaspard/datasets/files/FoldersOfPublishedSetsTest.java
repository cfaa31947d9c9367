package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersOfPublishedSetsTest {

    @TempDir
    Path folder;

    @Test
    void theGridsHaveThePublishedStrides() {
        FactorGrid falcor = NumberedFolder.falcor3dGrid();
        assertThat(falcor.size()).isEqualTo(233_280);
        assertThat(falcor.index(4, 5, 1, 2, 3, 0, 5)).isEqualTo(4 * 46656 + 5 * 7776 + 1296 + 2 * 216 + 3 * 36 + 5);
        FactorGrid isaac = NumberedFolder.isaac3dGrid();
        assertThat(isaac.size()).isEqualTo(737_280);
        assertThat(isaac.index(2, 7, 4, 3, 1, 2, 5, 3, 2))
                .isEqualTo(2 * 245760 + 7 * 30720 + 4 * 6144 + 3 * 1536 + 384 + 2 * 96 + 5 * 16 + 3 * 4 + 2);
    }

    @Test
    void numberedImagesAreAGrid() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            files.put(String.format(Locale.ROOT, "%06d.png", i), Layouts.picture(4, 6, i * 0x010203, "png"));
        }
        Layouts.write(folder, files);
        FactorGrid grid = new FactorGrid(List.of(Factor.linear("a", 0, 1, 3), Factor.linear("b", 0, 1, 4)));
        FactoredDataset images = NumberedFolder.open(folder, grid);
        FactoredDataset stored = StoredImages.inMemory(images);
        FactoredDataset mapped = StoredImages.inFile(images, folder.resolve("images.npy"));
        float[] out = new float[72];
        for (FactoredDataset set : List.of(images, stored, mapped)) {
            assertThat(new int[] {set.size(), set.height(), set.width(), set.channels()})
                    .containsExactly(12, 4, 6, 3);
            for (int i = 0; i < 12; i++) {
                set.read(i, out, 0);
                for (int k = 0; k < 72; k++) {
                    assertThat(out[k]).isEqualTo(i * (k % 3 + 1) / 255f);
                }
            }
        }
        Files.delete(folder.resolve("000007.png"));
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> NumberedFolder.open(folder, grid))
                .withMessageContaining("no 000007.png");
    }

    @Test
    void omniglotIsRead() throws IOException {
        Layouts.write(
                folder,
                Map.of(
                        "Greek/character01/0001_01.png", Layouts.drawing(7, 6, 0),
                        "Greek/character01/0001_02.png", Layouts.drawing(7, 6, 1),
                        "Greek/character02/0002_01.png", Layouts.drawing(7, 6, 2),
                        "Angelic/character01/0965_01.png", Layouts.drawing(7, 6, 3)));
        LabelledDataset images = OmniglotFolder.open(folder);
        assertThat(images.factors().toString()).isEqualTo("[alphabet(2), character(3), drawer(2)]");
        assertThat(images.factors(0)).containsExactly(0, 0, 0);
        assertThat(images.factors(2)).containsExactly(1, 1, 1);
        assertThat(images.factors(3)).containsExactly(1, 2, 0);
        LabelledDataset stored = StoredImages.inMemory(images);
        assertThat(stored.factors(2)).containsExactly(1, 1, 1);
        float[] out = new float[42];
        int[] seeds = {3, 0, 1, 2};
        for (int i = 0; i < 4; i++) {
            stored.read(i, out, 0);
            for (int k = 0; k < 42; k++) {
                assertThat(out[k]).isEqualTo((k / 6 + k % 6 + seeds[i]) % 3 == 0 ? 1 : 0);
            }
        }
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatExceptionOfType(DataFileException.class).isThrownBy(() -> OmniglotFolder.open(empty));
    }

    @Test
    void celebAIsReadByParts() throws IOException {
        Layouts.write(folder, Layouts.celebA());
        LabelledDataset all = CelebAFolder.all(folder);
        assertThat(all.factors().toString()).isEqualTo("[Bald(2), Smiling(2), Young(2)]");
        assertThat(all.factors(0)).containsExactly(0, 1, 1);
        assertThat(all.value(0, 0)).isEqualTo(-1);
        assertThat(new int[] {all.size(), all.height(), all.width(), all.channels()})
                .containsExactly(3, 12, 10, 3);
        LabelledDataset validation = CelebAFolder.part(folder, CelebAFolder.Part.VALIDATION);
        assertThat(validation.size()).isEqualTo(1);
        assertThat(validation.factors(0)).containsExactly(1, 0, 0);
        float[] out = new float[360];
        validation.read(0, out, 0);
        assertThat(out[100]).isCloseTo(1, within(0.02f));
        CelebAFolder.part(folder, CelebAFolder.Part.TRAIN).read(0, out, 0);
        assertThat(out[100]).isCloseTo(0.5f, within(0.02f));
        assertThat(CelebAFolder.part(folder, CelebAFolder.Part.TEST).size()).isEqualTo(1);
    }

    @Test
    void damagedListsAreRefused() throws IOException {
        Layouts.write(folder, Layouts.celebA());
        refused("list_attr_celeba.txt", "4\nA B\n", "the end before line 3");
        refused("list_attr_celeba.txt", "1\n \n", "line 2 has no word");
        refused("list_attr_celeba.txt", "1\nA\n000002.jpg 1\n", "line 1 has '000001.jpg 0'");
        refused("list_attr_celeba.txt", "x\nA B\n", "line 1 has 'x'");
        refused("list_attr_celeba.txt", "1\nA\n000001.jpg 0\n", "line 3 has attribute '0'");
        refused("list_attr_celeba.txt", "1\nA\n000001.jpg 1 1\n", "line 3 has 3 words");
        refused("list_attr_celeba.txt", "1\nA\n../x.jpg 1\n", "line 3 has '../x.jpg'");
        refused("list_attr_celeba.txt", "1\nA\n000001.jpg 1\nmore", "text after line 3");
        refused("list_eval_partition.txt", "000001.jpg 3\n", "expected 000001.jpg and 0, 1 or 2");
        refused("list_eval_partition.txt", "000002.jpg 0\n", "expected 000001.jpg and 0, 1 or 2");
        refused("list_eval_partition.txt", "\u00e9", "not ASCII");
    }

    private void refused(String name, String text, String message) throws IOException {
        Layouts.write(folder, Layouts.celebA());
        Files.writeString(folder.resolve(name), text);
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> CelebAFolder.all(folder))
                .withMessageContainingAll(name.equals("list_attr_celeba.txt") ? "list_" : name, message);
    }
}
