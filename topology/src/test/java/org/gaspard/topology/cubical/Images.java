package org.gaspard.topology.cubical;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random images, and reference values frozen in {@code cubical.txt} (made by {@code src/test/oracles/cubical.py}). */
final class Images {

    private Images() {}

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static int size(int... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Pixels without ties. */
    static double[] generic(RandomGenerator random, int... shape) {
        return random.doubles(size(shape)).toArray();
    }

    /** Pixels in {@code 0 … levels − 1}; level 0 comes as 0 and as −0. */
    static double[] tied(RandomGenerator random, int levels, int... shape) {
        double[] image = new double[size(shape)];
        Arrays.setAll(image, i -> random.nextInt(levels));
        Arrays.setAll(image, i -> image[i] == 0 && random.nextBoolean() ? -0.0 : image[i]);
        return image;
    }

    /** The image with some pixels replaced. */
    static double[] withSome(RandomGenerator random, double[] image, double fraction, double value) {
        return Arrays.stream(image)
                .map(x -> random.nextDouble() < fraction ? value : x)
                .toArray();
    }

    static double[] negated(double[] image) {
        return Arrays.stream(image).map(x -> -x).toArray();
    }

    static double[] read(String name) {
        try (InputStream in = Images.class.getResourceAsStream("/org/gaspard/topology/cubical.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> Arrays.stream(
                                    line.substring(name.length() + 1).trim().split(" "))
                            .filter(word -> !word.isEmpty())
                            .mapToDouble(
                                    word -> word.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(word))
                            .toArray())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
