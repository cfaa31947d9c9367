package org.gaspard.models.flow.sparse;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.models.check.Checks;
import org.gaspard.models.flow.Potential;
import org.gaspard.models.flow.PriorEvolution;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;

/**
 * One flow.
 *
 * @param potential u, whose gradient is the part without curl
 * @param rotation r, the part without divergence
 * @param prior how the prior spreads
 */
public record SparseFlow(Potential potential, RotationField rotation, PriorEvolution prior) {

    /** Checks that both parts are of the same latents. */
    public SparseFlow {
        Checks.same("latents of the rotation", rotation.latents(), potential.latents());
    }

    /**
     * K flows in float32; their parameters are called potential0.space.weight, rotation0…, prior0… and so on.
     *
     * @param count K
     * @param latents n
     * @param width h of the networks, even and at least 4; n as published
     * @param steps the most steps that a sequence can have
     */
    public static List<SparseFlow> family(
            int count, int latents, int width, int steps, PriorEvolution.Form prior, RandomKey key) {
        List<Potential> potentials = Potential.family("potential", count, latents, width, key.child(0));
        List<RotationField> rotations = RotationField.family("rotation", count, latents, width, key.child(1));
        return IntStream.range(0, count)
                .mapToObj(k -> new SparseFlow(
                        potentials.get(k),
                        rotations.get(k),
                        PriorEvolution.of(
                                prior,
                                "prior" + k,
                                steps,
                                potentials.get(k).parameters().getFirst().dtype())))
                .toList();
    }

    /** What is trained. */
    public List<Parameter> parameters() {
        return Stream.of(potential.parameters(), rotation.parameters(), prior.parameters())
                .flatMap(List::stream)
                .toList();
    }
}
