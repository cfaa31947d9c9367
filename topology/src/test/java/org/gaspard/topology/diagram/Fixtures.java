package org.gaspard.topology.diagram;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gaspard.topology.Diagram;

/** Frozen reference values (made by {@code src/test/oracles/diagrams.py}) and random diagrams. */
final class Fixtures {

    static final double INF = Double.POSITIVE_INFINITY;

    static final Diagram EMPTY = Diagram.empty(1);

    private Fixtures() {}

    static double[] read(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream("diagrams.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> Arrays.stream(line.substring(name.length() + 2).split(" "))
                            .mapToDouble(Fixtures::parse)
                            .toArray())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double parse(String number) {
        return switch (number) {
            case "inf" -> INF;
            case "-inf" -> -INF;
            default -> Double.parseDouble(number);
        };
    }

    static Diagram diagram(String name) {
        return of(read(name));
    }

    /** Bars of dimension 1: birth, death, birth, death, … */
    static Diagram of(double... ends) {
        double[][] bars = new double[ends.length / 2][];
        Arrays.setAll(bars, i -> new double[] {ends[2 * i], ends[2 * i + 1]});
        return Diagram.of(1, bars);
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Mostly short bars and a few long ones, as in diagrams of point clouds. */
    static Diagram random(RandomGenerator random, int size) {
        double[] births = new double[size];
        double[] deaths = new double[size];
        for (int i = 0; i < size; i++) {
            births[i] = random.nextDouble();
            deaths[i] = births[i] + random.nextExponential() * (random.nextInt(7) == 0 ? 0.5 : 0.1);
        }
        return Diagram.of(1, births, deaths);
    }

    /** Ends on a small grid: many ties, equal bars, and points of the diagonal. */
    static Diagram tied(RandomGenerator random, int size) {
        double[] births = new double[size];
        double[] deaths = new double[size];
        for (int i = 0; i < size; i++) {
            births[i] = random.nextInt(4);
            deaths[i] = births[i] + random.nextInt(4);
        }
        return Diagram.of(1, births, deaths);
    }

    /** Every end moved by at most {@code by}. */
    static Diagram moved(RandomGenerator random, Diagram diagram, double by) {
        double[] births = diagram.births();
        double[] deaths = diagram.deaths();
        for (int i = 0; i < births.length; i++) {
            births[i] += by * random.nextDouble(-1, 1);
            deaths[i] = Math.max(births[i], deaths[i] + by * random.nextDouble(-1, 1));
        }
        return Diagram.of(diagram.dimension(), births, deaths);
    }
}
