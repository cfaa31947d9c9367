package org.gaspard.examples;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.gaspard.models.networks.FlowArchitecture;

/**
 * The options of {@link TrainFlow} under which the published program of flow factorised representations trains (its scripts and the
 * defaults of its arguments): as many latents as the width of all networks, batches of 128 and Adam at 1e-4.
 */
enum PublishedFlow {
    MNIST(FlowArchitecture.mnist(), 90_000),
    SHAPES3D(FlowArchitecture.shapes3d(), 100_000),
    FALCOR3D(FlowArchitecture.isaac3d(), 100_000),
    ISAAC3D(FlowArchitecture.isaac3d(), 100_000);

    private final FlowArchitecture networks;
    private final int steps;

    PublishedFlow(FlowArchitecture networks, int steps) {
        this.networks = networks;
        this.steps = steps;
    }

    /** That of a data set, if there is one. */
    static Optional<PublishedFlow> of(String dataset) {
        return Arrays.stream(values())
                .filter(each -> Choices.word(each).equals(dataset))
                .findFirst();
    }

    /** Options by name, each with its text. */
    Map<String, String> options() {
        String width = Integer.toString(networks.width());
        return Map.of(
                "--latents",
                width,
                "--width",
                width,
                "--potential-width",
                width,
                "--variant",
                FlowVariant.REFERENCE_CODE.toString(),
                "--batch-size",
                "128",
                "--learning-rate",
                "1e-4",
                "--steps",
                Integer.toString(steps));
    }
}
