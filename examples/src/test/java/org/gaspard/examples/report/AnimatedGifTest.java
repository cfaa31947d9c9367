package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimatedGifTest {

    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;

    @TempDir
    Path folder;

    /** As many different colours as a photograph: 6144 in each of three frames. */
    private static List<BufferedImage> smooth() {
        List<BufferedImage> frames = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            var frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    frame.setRGB(x, y, 255 * x / (WIDTH - 1) << 16 | 255 * y / (HEIGHT - 1) << 8 | 60 + 30 * t);
                }
            }
            frames.add(frame);
        }
        return frames;
    }

    /** A frame of four colours that differ by one level. */
    private static BufferedImage few(int shift) {
        var frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                frame.setRGB(x, y, 0x204060 + (x + y + shift) % 4);
            }
        }
        return frame;
    }

    private static ImageReader read(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
        return reader;
    }

    private static IIOMetadataNode node(ImageReader reader, int frame, String name) throws IOException {
        var root = (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
        return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
    }

    @Test
    void framesSizesAndDelaysComeBack() throws IOException {
        ImageReader reader = read(AnimatedGif.ofImages(smooth()).delay(70).gif());
        assertThat(reader.getNumImages(true)).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(reader.getWidth(i)).isEqualTo(WIDTH);
            assertThat(reader.getHeight(i)).isEqualTo(HEIGHT);
            assertThat(node(reader, i, "GraphicControlExtension").getAttribute("delayTime"))
                    .isEqualTo("7");
        }
    }

    @Test
    void theLoopIsCountedWithoutTheFirstShowing() throws IOException {
        AnimatedGif animation = AnimatedGif.ofImages(smooth());
        assertThat(loop(animation)).containsExactly(1, 0, 0);
        assertThat(loop(animation.times(2))).containsExactly(1, 1, 0);
        assertThat(loop(animation.times(65_536))).containsExactly(1, -1, -1);
        assertThat(node(read(animation.times(1).gif()), 0, "ApplicationExtension"))
                .isNull();
    }

    private static byte[] loop(AnimatedGif animation) throws IOException {
        IIOMetadataNode block = node(read(animation.gif()), 0, "ApplicationExtension");
        assertThat(block.getAttribute("applicationID") + block.getAttribute("authenticationCode"))
                .isEqualTo("NETSCAPE2.0");
        return (byte[]) block.getUserObject();
    }

    /** 256 boxes for two channels that run over 256 levels each and three levels of the third: about 9 boxes a side. */
    @Test
    void manyColoursAreClose() throws IOException {
        List<BufferedImage> frames = smooth();
        ImageReader reader = read(AnimatedGif.ofImages(frames).gif());
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            squares += squaredError(reader.read(i), frames.get(i));
        }
        // A box of 28 × 28 levels deviates by 28 / √12 ≈ 8 in each of two channels: 6.6 over three.
        assertThat(Math.sqrt(squares / (3.0 * 3 * WIDTH * HEIGHT))).isLessThan(9);
    }

    private static double squaredError(BufferedImage a, BufferedImage b) {
        double sum = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    int off = (a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255);
                    sum += off * off;
                }
            }
        }
        return sum;
    }

    @Test
    void fewColoursAreKeptExactly() throws IOException {
        List<BufferedImage> frames = List.of(few(0), few(1));
        ImageReader reader = read(AnimatedGif.ofImages(frames).gif());
        assertThat(squaredError(reader.read(0), frames.get(0))).isZero();
        assertThat(squaredError(reader.read(1), frames.get(1))).isZero();
    }

    @Test
    void transparentPixelsAreWhite() throws IOException {
        var clear = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        BufferedImage back = read(AnimatedGif.ofImages(List.of(clear)).gif()).read(0);
        assertThat(PicturesAssert.count(back, 0xffffff)).isEqualTo((long) WIDTH * HEIGHT);
    }

    @Test
    void theSameFramesGiveTheSameBytes() {
        assertThat(AnimatedGif.ofImages(smooth()).gif())
                .isEqualTo(AnimatedGif.ofImages(smooth()).gif());
    }

    @Test
    void theReportHoldsTheFileAndTheFolderHasItToo() throws IOException {
        AnimatedGif animation = AnimatedGif.of(
                smooth().stream().map(frame -> new Picture(frame, 2)).toList());
        Path page = new HtmlReport("Run").animation("walk", "A walk", animation).write(folder.resolve("new"));
        byte[] gif = Files.readAllBytes(folder.resolve("new/walk.gif"));
        assertThat(gif).isEqualTo(animation.gif());
        assertThat(Files.readString(page))
                .contains("width=\"" + WIDTH / 2 + "\"")
                .contains("src=\"data:image/gif;base64," + Base64.getEncoder().encodeToString(gif) + "\"");
        animation.write(folder.resolve("other/walk.gif"));
        assertThat(folder.resolve("other/walk.gif")).hasBinaryContent(gif);
        assertThat(folder.resolve("other")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void refusesWhatIsNoAnimation() {
        AnimatedGif animation = AnimatedGif.ofImages(smooth());
        var small = new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB);
        assertThatThrownBy(() -> AnimatedGif.of(List.of())).hasMessageContaining("found none");
        assertThatThrownBy(() -> AnimatedGif.ofImages(List.of(few(0), small)))
                .hasMessageContaining("found 96 × 64 (scale 1) and 2 × 3 (scale 1)");
        assertThatThrownBy(() -> animation.delay(25))
                .hasMessageContaining("delay")
                .hasMessageContaining("found 25");
        assertThatThrownBy(() -> animation.delay(10)).hasMessageContaining("found 10");
        assertThatThrownBy(() -> animation.times(-1))
                .hasMessageContaining("times")
                .hasMessageContaining("found -1");
    }
}
