package org.gaspard.datasets.format;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.gaspard.datasets.DataFileException;

/**
 * A decoded PNG or JPEG file.
 *
 * <p>Samples are taken as they are stored, without colour management; 16-bit samples keep their upper byte, an alpha
 * channel is dropped. From one channel to three the grey value is repeated; from three to one it is the luma
 * {@code (299 R + 587 G + 114 B)/1000}, rounded (ITU-R BT.601).
 *
 * @param height the number of rows
 * @param width the number of columns
 * @param channels 1 or 3
 * @param bytes the samples in HWC order
 */
public record Raster(int height, int width, int channels, byte[] bytes) {

    private static final long PNG = 0x89504E470D0A1A0AL;
    /** The byte of a PNG file that tells the kind of colour; the one before it tells the bits of a sample. */
    private static final int PNG_COLOUR = 25;

    private static final String TRUNCATED = "Truncated File";
    private static final String CORRUPT = "Corrupt JPEG data";
    private static final String HARMLESS = "extraneous bytes";

    private static final int MAX_FILE = 1 << 28;
    private static final int MAX_PIXELS = 1 << 26;

    /**
     * Decodes a file.
     *
     * @param channels 1 or 3, to which the image is converted
     * @throws DataFileException if it is not an undamaged PNG or JPEG file of at most 2²⁶ pixels
     */
    public static Raster read(Path file, int channels) throws IOException {
        return decode(file, contents(file), channels, 0, 0);
    }

    /** Decodes a file that must be of the given size; one of another is refused before it is decoded. */
    public static Raster read(Path file, int channels, int height, int width) throws IOException {
        return decode(file, contents(file), channels, height, width);
    }

    /** The height and the width of an image file, which is not decoded. */
    public static int[] size(Path file) throws IOException {
        byte[] bytes = contents(file);
        return using(file, bytes, reader -> {
            int rows = reader.getHeight(0);
            int columns = reader.getWidth(0);
            checkClaim(file, bytes, rows, columns);
            return new int[] {rows, columns};
        });
    }

    private static byte[] contents(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_FILE) {
            throw new DataFileException(file, size + " bytes", "an image file of at most " + MAX_FILE);
        }
        byte[] bytes = Files.readAllBytes(file);
        boolean png = bytes.length >= 8 && ByteBuffer.wrap(bytes).getLong() == PNG;
        boolean jpeg = bytes.length >= 3 && bytes[0] == -1 && bytes[1] == (byte) 0xd8 && bytes[2] == -1;
        if (png) {
            checkChunks(file, bytes);
        } else if (!jpeg) {
            throw new DataFileException(
                    file,
                    0,
                    "the bytes " + Arrays.toString(Arrays.copyOf(bytes, Math.min(8, bytes.length))),
                    "the start of a PNG or JPEG file");
        }
        return bytes;
    }

    /** Verifies the lengths and checksums of a PNG file's chunks, which its decoder trusts. */
    private static void checkChunks(Path file, byte[] bytes) throws DataFileException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CRC32 crc = new CRC32();
        int at = 8;
        while (at < bytes.length) {
            long length = bytes.length - at < 12 ? -1 : Integer.toUnsignedLong(in.getInt(at));
            if (length < 0 || length > bytes.length - at - 12) {
                throw new DataFileException(
                        file,
                        at,
                        bytes.length - at + " bytes for a chunk",
                        length < 0 ? "at least 12" : 12 + length + "");
            }
            crc.reset();
            crc.update(bytes, at + 4, (int) length + 4);
            int stored = in.getInt(at + 8 + (int) length);
            if ((int) crc.getValue() != stored) {
                throw new DataFileException(
                        file,
                        at + 8 + length,
                        "checksum " + Integer.toHexString(stored),
                        Long.toHexString(crc.getValue()) + " for the chunk at byte " + at);
            }
            String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            at += 12 + (int) length;
            if (type.equals("IEND")) {
                return;
            }
        }
        throw new DataFileException(file, at, "the end", "a chunk IEND");
    }

    /** Throws unless so many pixels can come from these bytes. */
    private static void checkClaim(Path file, byte[] bytes, int rows, int columns) throws DataFileException {
        // A byte of deflate gives at most 1032 (RFC 1951); a bit of JPEG's entropy code, at the very least one for each
        // block of 64 pixels, fewer than 1032 pixels for a byte.
        long bits = 8;
        if (ByteBuffer.wrap(bytes).getLong() == PNG && bytes.length > PNG_COLOUR) {
            int samples = switch (bytes[PNG_COLOUR]) {
                case 2 -> 3;
                case 4 -> 2;
                case 6 -> 4;
                default -> 1;
            };
            bits = (long) samples * bytes[PNG_COLOUR - 1];
        }
        long most = 1032L * bytes.length + 1024;
        if ((long) rows * columns > MAX_PIXELS || rows * Math.ceilDiv(columns * bits, 8) > most) {
            throw new DataFileException(
                    file,
                    rows + "×" + columns + " pixels in " + bytes.length + " bytes",
                    "at most " + MAX_PIXELS + " pixels and " + most + " bytes decoded");
        }
    }

    private static ImageReader reader(Path file, ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new DataFileException(file, 0, "no decoder", "a PNG or JPEG file");
        }
        return readers.next();
    }

    private static DataFileException damaged(Path file, Exception e) {
        return new DataFileException(file, "a damaged image (" + e.getMessage() + ")", "a PNG or JPEG file", e);
    }

    private static Raster decode(Path file, byte[] bytes, int channels, int height, int width) throws IOException {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels is " + channels + ", expected 1 or 3");
        }
        return using(file, bytes, reader -> {
            int rows = reader.getHeight(0);
            int columns = reader.getWidth(0);
            if (height > 0 && (rows != height || columns != width)) {
                throw new DataFileException(file, rows + "×" + columns + " pixels", height + "×" + width);
            }
            checkClaim(file, bytes, rows, columns);
            // The decoder of JPEG fills what is missing with grey and only warns.
            List<String> damages = new ArrayList<>();
            reader.addIIOReadWarningListener((from, warning) -> {
                if (warning.startsWith(TRUNCATED) || warning.startsWith(CORRUPT) && !warning.contains(HARMLESS)) {
                    damages.add(warning);
                }
            });
            BufferedImage image = reader.read(0);
            if (!damages.isEmpty()) {
                throw new DataFileException(
                        file, "a damaged image (" + String.join("; ", damages) + ")", "a PNG or JPEG file");
            }
            return convert(image, channels);
        });
    }

    /** What is asked of a decoder that has been given its file. */
    @FunctionalInterface
    private interface Use<T> {
        T of(ImageReader reader) throws IOException;
    }

    private static <T> T using(Path file, byte[] bytes, Use<T> use) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(file, in);
            try {
                reader.setInput(in, true, true);
                return use.of(reader);
            } finally {
                reader.dispose();
            }
        } catch (DataFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static Raster convert(BufferedImage image, int channels) {
        int height = image.getHeight();
        int width = image.getWidth();
        byte[] out = new byte[height * width * channels];
        ColorModel model = image.getColorModel();
        int bands = image.getRaster().getNumBands();
        int shift = Math.max(0, image.getSampleModel().getSampleSize(0) - 8);
        int[] samples = new int[width * bands];
        for (int y = 0; y < height; y++) {
            image.getRaster().getPixels(0, y, width, 1, samples);
            for (int x = 0; x < width; x++) {
                int rgb;
                if (model instanceof IndexColorModel palette) {
                    rgb = palette.getRGB(samples[x]);
                } else {
                    int at = x * bands;
                    int red = samples[at] >> shift;
                    rgb = bands < 3
                            ? red * 0x10101
                            : red << 16 | samples[at + 1] >> shift << 8 | samples[at + 2] >> shift;
                }
                put(rgb, out, (y * width + x) * channels, channels);
            }
        }
        return new Raster(height, width, channels, out);
    }

    private static void put(int rgb, byte[] out, int at, int channels) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        if (channels == 3) {
            out[at] = (byte) red;
            out[at + 1] = (byte) green;
            out[at + 2] = (byte) blue;
        } else {
            out[at] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
        }
    }
}
