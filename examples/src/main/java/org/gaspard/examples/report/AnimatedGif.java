package org.gaspard.examples.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures one after the other, as a GIF file.
 *
 * <pre>{@code
 * AnimatedGif.of(pictures).delay(80).times(3).write(folder.resolve("traversal.gif"))
 * }</pre>
 *
 * <p>A GIF file has at most 256 colours. All frames share one palette: their own colours where these are few enough,
 * which loses nothing, otherwise the means of 256 boxes found by median cut (P. Heckbert, Color image quantization for
 * frame buffer display, SIGGRAPH 1982) over all frames. Each pixel takes the nearest colour of the palette; there
 * is no dithering, so that what does not move does not flicker. The same frames give the same bytes. Transparent
 * pixels are shown on white.
 *
 * @param frames at least one, all of the same size and scale
 * @param delay milliseconds for each frame, a multiple of 10 from 20 to 655 350; browsers slow shorter ones down
 * @param times how often all frames are shown, from 1 to 65 536; 0 for ever
 */
public record AnimatedGif(List<Picture> frames, int delay, int times) {

    private static final String IMAGE_FORMAT = "javax_imageio_gif_image_1.0";
    private static final int LONGEST_DELAY = 655_350;
    private static final int MOST_TIMES = 65_536;

    /** Checks sizes and times, and copies the list. */
    public AnimatedGif {
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("frames must be at least one, found none");
        }
        for (Picture frame : frames) {
            if (!size(frame).equals(size(frames.getFirst()))) {
                throw new IllegalArgumentException(
                        "frames must have one size, found " + size(frames.getFirst()) + " and " + size(frame));
            }
        }
        if (delay < 20 || delay > LONGEST_DELAY || delay % 10 != 0) {
            throw new IllegalArgumentException(
                    "delay must be a multiple of 10 from 20 to " + LONGEST_DELAY + " ms, found " + delay);
        }
        if (times < 0 || times > MOST_TIMES) {
            throw new IllegalArgumentException("times must be from 0 to " + MOST_TIMES + ", found " + times);
        }
    }

    private static String size(Picture frame) {
        return frame.image().getWidth() + " × " + frame.image().getHeight() + " (scale " + frame.scale() + ")";
    }

    /** Ten pictures a second, for ever. */
    public static AnimatedGif of(List<Picture> frames) {
        return new AnimatedGif(frames, 100, 0);
    }

    /** Ten images a second, for ever, each pixel one unit on the page. */
    public static AnimatedGif ofImages(List<BufferedImage> frames) {
        return of(frames.stream().map(frame -> new Picture(frame, 1)).toList());
    }

    /** The same with another delay in milliseconds. */
    public AnimatedGif delay(int delay) {
        return new AnimatedGif(frames, delay, times);
    }

    /** The same, shown {@code times} times; 0 for ever. */
    public AnimatedGif times(int times) {
        return new AnimatedGif(frames, delay, times);
    }

    /** The width on the page. */
    public int width() {
        return frames.getFirst().width();
    }

    /**
     * The animation as a GIF file. Takes time proportional to pixels, and to 256 times the number of different colours.
     */
    public byte[] gif() {
        List<int[]> pixels = frames.stream().map(AnimatedGif::pixels).toList();
        Palette palette = Palette.of(pixels);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < pixels.size(); i++) {
                BufferedImage indexed = indexed(pixels.get(i), palette);
                writer.writeToSequence(new IIOImage(indexed, null, metadata(writer, indexed, i == 0)), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException("an animation could not be encoded in memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the GIF file, beside first and then moved into place; folders are made as needed.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        WholeFile.write(file, gif());
    }

    private static int[] pixels(Picture frame) {
        int width = frame.image().getWidth();
        int height = frame.image().getHeight();
        BufferedImage opaque = Drawing.paper(width, height, 1);
        Graphics2D g = opaque.createGraphics();
        g.drawImage(frame.image(), 0, 0, null);
        g.dispose();
        int[] pixels = opaque.getRGB(0, 0, width, height, null, 0, width);
        Arrays.setAll(pixels, i -> pixels[i] & 0xffffff);
        return pixels;
    }

    private BufferedImage indexed(int[] pixels, Palette palette) {
        BufferedImage first = frames.getFirst().image();
        var image = new BufferedImage(
                first.getWidth(), first.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette.colorModel());
        int[] indices = Arrays.stream(pixels).map(palette::nearest).toArray();
        image.getRaster().setPixels(0, 0, first.getWidth(), first.getHeight(), indices);
        return image;
    }

    private IIOMetadata metadata(ImageWriter writer, BufferedImage image, boolean first) throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        var root = new IIOMetadataNode(IMAGE_FORMAT);
        var control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "doNotDispose");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(delay / 10));
        control.setAttribute("transparentColorIndex", "0");
        root.appendChild(control);
        if (first && times != 1) {
            root.appendChild(loop());
        }
        metadata.mergeTree(IMAGE_FORMAT, root);
        return metadata;
    }

    /** The file counts how often the animation is repeated after its first showing; without the block it is shown once. */
    private IIOMetadataNode loop() {
        int repeats = Math.max(0, times - 1);
        var block = new IIOMetadataNode("ApplicationExtension");
        block.setAttribute("applicationID", "NETSCAPE");
        block.setAttribute("authenticationCode", "2.0");
        block.setUserObject(new byte[] {1, (byte) repeats, (byte) (repeats >> 8)});
        var blocks = new IIOMetadataNode("ApplicationExtensions");
        blocks.appendChild(block);
        return blocks;
    }
}
