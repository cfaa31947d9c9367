package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.sampling.PublishedCorrelations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetsTest {

    @TempDir
    Path folder;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = Datasets.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void allSetsAreListed() {
        Outcome outcome = run("list");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines().skip(1).map(line -> line.split(" ")[0]))
                .containsExactlyElementsOf(
                        Catalogue.entries().stream().map(entry -> entry.name()).toList());
        assertThat(outcome.out()).containsPattern("shapes3d +drawn, files +480,000 +64×64×3 +floor_hue\\(10\\)");
    }

    @Test
    void publishedCorrelationsAreListed() {
        Outcome outcome = run("correlations");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .hasLineCount(PublishedCorrelations.all().size())
                .containsPattern("dsprites-double-2-04 +shape,scale=0.4  posX,posY=0.4\\R");
    }

    @Test
    void eachSetIsDescribed() {
        for (var entry : Catalogue.entries()) {
            Outcome outcome = run("describe", entry.name());
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out()).startsWith(entry.name() + ": ").contains("cite      ");
        }
        assertThat(run("describe", "dsprites").out())
                .contains(
                        "factor    scale(6): 0.5, 0.6, 0.7, 0.8, 0.9, 1\n",
                        "factor    orientation(40): 0, 0.1611, 0.3222, …, 6.283\n",
                        "licence   Apache License 2.0",
                        "file      *.npz");
        assertThat(run("describe", "cars3d").out()).contains("object(183): 0, 1, 2, …, 182\n", "183 files *.mat");
        assertThat(run("describe", "shapes3d").out()).contains(": -30, -25.71, -21.43, …, 30\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | expected a command",
                "describe | Missing required parameter: 'NAME'",
                "describe imagenet | expected one of [dsprites, ",
                "sheet dsprites | Missing required option: '--output=FILE'",
                "sheet dsprites --output sheet.jpg | --output must end in .png, found sheet.jpg",
                "sheet mnist --output sheet.png | --data-dir must be given for mnist",
                "speed mnist --data-dir /no/such | --data-dir must exist, found /no/such",
                "speed dsprites --seconds 0 | --seconds must be above 0",
                "verify xysquares --data-dir /tmp | xysquares is drawn, expected a set with files",
                "cache robot-arm | Missing required option: '--output=FILE'",
                "cache image-folder --output cache | --data-dir must be given for image-folder",
                "surprise | Unmatched argument at index 0: 'surprise'"
            })
    void aBadWordIsRefusedInOneLine(String arguments, String message) {
        Outcome outcome = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("Datasets: ").contains(message);
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @Test
    void helpNamesTheCommands() {
        Outcome outcome = run("--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("list", "describe", "sheet", "verify", "speed", "cache", "Exit code");
        assertThat(run("verify", "--help").out()).contains("--data-dir=PATH", "exit code 1");
    }

    @Test
    void aSheetSweepsEachFactorThatVaries() throws IOException {
        Path file = folder.resolve("sheets").resolve("sprites.png");
        Outcome outcome = run("sheet", "dsprites", "--output", file.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        BufferedImage sheet = ImageIO.read(file.toFile());
        // Five factors vary; an image and its gap take 68 pixels.
        assertThat(sheet.getHeight()).isBetween(5 * 68, 6 * 68);
        assertThat(sheet.getWidth()).isGreaterThan(10 * 68);
    }

    @Test
    void imagesWithClassesAreShownAndVerified() throws IOException {
        for (int i = 0; i < 6; i++) {
            BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
            for (int x = 0; x < 20; x++) {
                image.setRGB(x, x % 16, i % 2 == 0 ? 0xff0000 : 0x0000ff);
            }
            Path file = folder.resolve(i % 2 == 0 ? "red" : "blue").resolve(i + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        }
        Path sheet = folder.resolve("sheet.png");
        assertThat(run("sheet", "image-folder", "--data-dir", folder.toString(), "--output", sheet.toString())
                        .code())
                .isZero();
        Files.move(sheet, folder.resolve("sheet"));
        Outcome sound = run("verify", "image-folder", "--data-dir", folder.toString());
        assertThat(sound.out()).contains("ok     6 images of 64×64×3", "image-folder: sound");
        assertThat(sound.code()).isZero();
        assertThat(run("cache", "image-folder", "--data-dir", folder.toString(), "--output", sheet.toString())
                        .err())
                .contains("image-folder has not all combinations of its factors");
        assertThat(sheet).doesNotExist();
        Files.write(folder.resolve("red").resolve("4.png"), new byte[] {1, 2, 3});
        Outcome damaged = run("verify", "image-folder", "--data-dir", folder.toString());
        assertThat(damaged.out()).contains("WRONG  image ", "4.png", "image-folder: 1 wrong");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(ImageIO.read(folder.resolve("sheet").toFile()).getHeight()).isBetween(2 * 68, 3 * 68);
    }

    @Test
    void speedIsMeasured() {
        Outcome outcome = run("speed", "xysquares", "--seconds", "0.05");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .matches("xysquares: [1-9]\\d* images of 64x64x3 a second .*, in batches of 64 on \\d+ threads\\R");
    }
}
