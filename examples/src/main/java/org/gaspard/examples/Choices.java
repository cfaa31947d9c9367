package org.gaspard.examples;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The values of options that are words, written small and with hyphens. */
final class Choices {

    private Choices() {}

    /** The networks. */
    enum Architecture {
        BURGESS,
        LOCATELLO;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** How pixels are distributed around the decoder's output. */
    enum Pixels {
        BERNOULLI,
        GAUSSIAN;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** The geometry-preserving term. */
    enum Regulariser {
        GMG,
        DST,
        NONE;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What is computed of the codes of an untrained and of the trained model. */
    enum Scores {
        ALL,
        MIG;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** How the Gromov-Wasserstein problem of the gap is solved. */
    enum Solver {
        EXACT,
        ROBUST,
        PAPER;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What is to be preserved between pairs. */
    enum GroundCost {
        SQUARED_EUCLIDEAN,
        COSINE_SIMILARITY,
        COSINE_DISTANCE,
        INNER_PRODUCT;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** The networks that preserve it. */
    enum Placement {
        ENCODER,
        DECODER,
        BOTH;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** The latents whose geometry counts. */
    enum LatentSource {
        MEAN,
        SAMPLE;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** The names of the data sets, for texts of help. */
    static final class DataSets implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Catalogue.entries().stream().map(CatalogueEntry::name).iterator();
        }
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Makes a parser take choices as they are written in its help, and in no other way. */
    static CommandLine registeredWith(CommandLine line) {
        line.registerConverter(CatalogueEntry.class, Choices::dataSet);
        register(line, Architecture.class);
        register(line, Pixels.class);
        register(line, Regulariser.class);
        register(line, Solver.class);
        register(line, GroundCost.class);
        register(line, Placement.class);
        register(line, LatentSource.class);
        return line;
    }

    private static CatalogueEntry dataSet(String name) {
        try {
            return Catalogue.entry(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static <E extends Enum<E>> void register(CommandLine line, Class<E> type) {
        List<E> choices = List.of(type.getEnumConstants());
        line.registerConverter(
                type,
                word -> choices.stream()
                        .filter(choice -> word(choice).equals(word))
                        .findFirst()
                        .orElseThrow(
                                () -> new TypeConversionException("expected one of " + choices + ", found " + word)));
    }
}
