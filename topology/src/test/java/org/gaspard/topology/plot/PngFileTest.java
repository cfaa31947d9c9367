package org.gaspard.topology.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {

    @Test
    void writesWholeFilesIntoNewFoldersAndOverOldOnes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/barcode.png");
        for (int death : new int[] {1, 2}) {
            BufferedImage picture = BarcodePlot.titled("A bar until " + death)
                    .draw(List.of(Diagram.of(0, new double[][] {{0, death}, {0, Double.POSITIVE_INFINITY}})));
            PngFile.write(picture, file);
            BufferedImage read = ImageIO.read(file.toFile());
            assertThat(read.getWidth()).isEqualTo(picture.getWidth());
            assertThat(read.getHeight()).isEqualTo(picture.getHeight());
            for (int y = 0; y < read.getHeight(); y += 7) {
                for (int x = 0; x < read.getWidth(); x += 5) {
                    assertThat(read.getRGB(x, y)).isEqualTo(picture.getRGB(x, y));
                }
            }
        }
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }
}
