package org.gaspard.examples;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.datasets.sampling.Correlation;
import org.gaspard.datasets.sampling.PublishedCorrelations;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.prior.implicit.NamedPrior;
import org.gaspard.models.protocols.Grid;
import org.gaspard.models.protocols.Protocol;
import org.gaspard.models.protocols.PublishedProtocols;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The values of options that are words, written small and with hyphens. */
final class Choices {

    private Choices() {}

    /** How pixels are distributed around the decoder's output. */
    enum Pixels {
        BERNOULLI,
        GAUSSIAN;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What is trained. */
    enum Model {
        BETA_VAE,
        AE,
        ANNEALED_VAE,
        FACTOR_VAE,
        DAVA,
        BETA_TCVAE,
        DIP_VAE_1,
        DIP_VAE_2,
        CONTROL_VAE,
        INFO_VAE,
        WAE_MMD,
        IWAE,
        VAMP_PRIOR,
        RAE_L2,
        RAE_GP,
        GWAE,
        SIGMA_VAE,
        GECO,
        SWAE,
        AAE,
        ALI,
        VAE_GAN,
        GUIDED_VAE,
        DAGMM;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** Which of two accounts a prior follows. */
    enum PriorVersion {
        CORRECTED,
        REFERENCE;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What latent distances are divided by. */
    enum LatentUnit {
        DEVIATION,
        NONE;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** How encoded and generated pairs are made alike. */
    enum Matching {
        CRITIC,
        MMD,
        MMD_MEDIAN;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What bounds a critic's slope. */
    enum Lipschitz {
        BOTH,
        SPECTRAL,
        PENALTY;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What trains a model. */
    enum Optimiser {
        ADAM,
        RMSPROP;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** How the images of a batch stand for all images, in estimates of the total correlation. */
    enum Weighting {
        STRATIFIED,
        WEIGHTED,
        STRATIFIED_COLUMNS;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What is added to it. */
    enum Regulariser {
        GMG,
        DST,
        IRVAE,
        HFS,
        TOPDIS,
        SHIFT_L2,
        SHIFT_MMD,
        SHIFT_CHAMFER,
        TOPO_AE,
        RTD_AE,
        NONE;

        /** Whether it compares images before and after a shift of one latent axis. */
        boolean isShift() {
            return this == TOPDIS || this == SHIFT_L2 || this == SHIFT_MMD || this == SHIFT_CHAMFER;
        }

        /** Whether it preserves a cost between pairs. */
        boolean isGeometric() {
            return this == GMG || this == DST;
        }

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** A regulariser, with its weight if that is said. */
    record Weighted(Regulariser regulariser, OptionalDouble weight) {

        @Override
        public String toString() {
            return regulariser + (weight.isPresent() ? "=" + weight.getAsDouble() : "");
        }
    }

    /** Factors that are not drawn independently: one dependence, or those of a published experiment. */
    record Correlated(List<Correlation> correlations) {

        private static Correlated of(String text) {
            return new Correlated(
                    text.indexOf('=') < 0 ? PublishedCorrelations.named(text) : List.of(Correlation.parse(text)));
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

    /** The latents that are shifted. */
    enum ShiftLatents {
        /** Those of the pass, whose images are there already. */
        DECODED,
        FRESH,
        FRESH_ROOT_DEVIATION,
        OTHER_IMAGES,
        MEAN;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What the gradient of a shift must not work against. */
    enum GiveWay {
        NEVER,
        RECONSTRUCTION,
        ALL;

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

    /** The name of a choice, small and with hyphens. */
    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Makes a parser take choices as they are written in its help, and in no other way. */
    static CommandLine registeredWith(CommandLine line) {
        line.registerConverter(CatalogueEntry.class, name -> known(name, Catalogue::entry));
        line.registerConverter(Protocol.class, name -> known(name, PublishedProtocols::named));
        line.registerConverter(Grid.class, name -> known(name, PublishedProtocols::grid));
        register(line, NamedArchitecture.class);
        register(line, Pixels.class);
        register(line, Model.class);
        line.registerConverter(Weighted.class, Choices::weighted);
        line.registerConverter(Correlated.class, text -> known(text, Correlated::of));
        register(line, NamedPrior.class);
        register(line, PriorVersion.class);
        register(line, LatentUnit.class);
        register(line, Matching.class);
        register(line, Lipschitz.class);
        register(line, Optimiser.class);
        register(line, Weighting.class);
        register(line, Regulariser.class);
        register(line, Solver.class);
        register(line, GroundCost.class);
        register(line, Placement.class);
        register(line, LatentSource.class);
        register(line, ShiftLatents.class);
        register(line, GiveWay.class);
        return line;
    }

    /** Declares enums of the library, whose constants are words like the others here. */
    @SafeVarargs
    static void registerWords(CommandLine line, Class<? extends Enum<?>>... types) {
        for (Class<? extends Enum<?>> type : types) {
            registerWord(line, type);
        }
    }

    private static <E extends Enum<?>> void registerWord(CommandLine line, Class<E> type) {
        line.registerConverter(type, word -> {
            List<E> choices = List.of(type.getEnumConstants());
            return choices.stream()
                    .filter(choice -> word(choice).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + choices.stream().map(Choices::word).toList() + ", found " + word));
        });
    }

    /** What a word stands for, if anything. */
    private static <T> T known(String word, Function<String, T> search) {
        try {
            return search.apply(word);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static Weighted weighted(String text) {
        int sign = text.indexOf('=');
        Regulariser regulariser = find(Regulariser.class, sign < 0 ? text : text.substring(0, sign));
        if (sign < 0) {
            return new Weighted(regulariser, OptionalDouble.empty());
        }
        try {
            return new Weighted(regulariser, OptionalDouble.of(Double.parseDouble(text.substring(sign + 1))));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected NAME or NAME=WEIGHT, found " + text);
        }
    }

    private static <E extends Enum<E>> void register(CommandLine line, Class<E> type) {
        line.registerConverter(type, word -> find(type, word));
    }

    private static <E extends Enum<E>> E find(Class<E> type, String word) {
        List<E> choices = List.of(type.getEnumConstants());
        return choices.stream()
                .filter(choice -> choice.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of " + choices + ", found " + word));
    }
}
