package org.gaspard.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@link TrainVae} that decide what is looked at in the end; none of them changes what is trained. */
final class EvaluationOptions {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final String CHOICE = ": ${COMPLETION-CANDIDATES}" + DEFAULT;

    @Option(
            names = "--evaluation-images",
            paramLabel = "N",
            description = "random images that scores are computed from; half as many others test what learners have "
                    + "learned of them" + DEFAULT)
    int images = 10_000;

    @Option(
            names = "--scores",
            paramLabel = "NAME",
            description =
                    "of disentanglement: all of a battery of 16, or the mutual information gap alone, which takes "
                            + "no time" + CHOICE)
    Choices.Scores scores = Choices.Scores.ALL;

    @Option(
            names = "--transfer",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "how well sparse linear models tell the known factors from codes, which takes minutes")
    boolean transfer;

    @Option(
            names = "--clusters",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "look for 2 to 12 clusters of codes, which takes a minute")
    boolean clusters;

    @Option(
            names = "--classifier",
            paramLabel = "FILE",
            description =
                    "weights of examples/run TrainClassifier: the report has the Fréchet distance between images of"
                            + " draws of the prior and those evaluated on, by the features of this classifier")
    @Nullable
    Path classifier;

    @Option(
            names = "--other-dataset",
            paramLabel = "NAME",
            completionCandidates = Choices.DataSets.class,
            description =
                    "images of another kind, for out-of-distribution detection: the report says how well several scores"
                            + " tell their codes from those of the model's own images (area under the ROC curve, for"
                            + " both signs of each score)")
    @Nullable
    CatalogueEntry otherDataset;

    @Option(
            names = "--other-data-dir",
            paramLabel = "PATH",
            description = "their folder, as --data-dir; those for tests are taken, if there are any")
    @Nullable
    Path otherDataDir;

    /**
     * Checks what can be checked without the images.
     *
     * @param decodes whether the decoder is trained
     */
    void check(boolean decodes) {
        TrainVaeOptions.whole("--evaluation-images", images, 100, 1_000_000);
        Ending.require(
                classifier == null || Files.isRegularFile(classifier),
                "--classifier must be a file, found " + classifier);
        Ending.require(
                otherDataset != null || otherDataDir == null,
                "--other-data-dir must come with --other-dataset, found " + otherDataDir);
        Ending.require(
                otherDataset == null || otherDataset.rendered() || otherDataDir != null,
                "--other-data-dir must be given for --other-dataset " + otherDataset + ": the folder of its files");
        Ending.require(
                otherDataDir == null || Files.exists(otherDataDir),
                "--other-data-dir must exist, found " + otherDataDir);
        requireDecoder("--other-dataset", otherDataset != null, decodes);
        requireDecoder("--classifier", classifier != null, decodes);
        requireDecoder("--clusters", clusters, decodes);
    }

    /** What was looked at, for reports. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("evaluation images", images);
        settings.put("scores", scores);
        settings.put("transferability", transfer);
        settings.put("clusters", clusters);
        if (classifier != null) {
            settings.put("classifier", classifier);
        }
        if (otherDataset != null) {
            settings.put("other images", otherDataset);
        }
        return settings;
    }

    private static void requireDecoder(String option, boolean given, boolean decodes) {
        Ending.require(!given || decodes, option + " must come with a decoder, found --no-reconstruction");
    }
}
