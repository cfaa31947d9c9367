package org.gaspard.models.flow;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;

/**
 * What belongs to one transformation.
 *
 * @param potential u
 * @param force F, with the force f = −F²
 * @param prior how the prior spreads
 */
public record LatentFlow(Potential potential, Potential force, PriorEvolution prior) {

    /** Checks that both networks are of the same latents. */
    public LatentFlow {
        Checks.same("latents of the force", force.latents(), potential.latents());
    }

    /**
     * The flows of K transformations; their parameters are called potential0.space.weight, force0…, prior0… and so on.
     *
     * @param count K
     * @param latents n
     * @param width h of the networks, even and at least 4; n as published
     * @param steps the most steps that a sequence can have
     */
    public static List<LatentFlow> family(
            int count, int latents, int width, int steps, PriorEvolution.Form prior, RandomKey key) {
        List<Potential> potentials = Potential.family("potential", count, latents, width, key.child(0));
        List<Potential> forces = Potential.family("force", count, latents, width, key.child(1));
        return IntStream.range(0, count)
                .mapToObj(k -> new LatentFlow(
                        potentials.get(k),
                        forces.get(k),
                        PriorEvolution.of(
                                prior,
                                "prior" + k,
                                steps,
                                potentials.get(k).parameters().getFirst().dtype())))
                .toList();
    }

    /** What is trained of both networks, not of the prior. */
    List<Parameter> networkParameters() {
        return Stream.of(potential, force)
                .flatMap(network -> network.parameters().stream())
                .toList();
    }

    /** What is trained. */
    public List<Parameter> parameters() {
        return Stream.concat(networkParameters().stream(), prior.parameters().stream())
                .toList();
    }
}
