package org.gaspard.models.networks;

import java.util.List;

/** An encoder without its end: what other networks that look at images are made of. */
public final class Trunk {

    private Trunk() {}

    /**
     * The stages before the last one with parameters.
     *
     * @throws IllegalArgumentException if there is no stage with parameters but that
     */
    public static Network of(Network encoder) {
        List<Stage> stages = encoder.stages();
        int last = -1;
        int count = 0;
        for (int i = 0; i < stages.size(); i++) {
            if (!stages.get(i).kind().isEmpty()) {
                last = i;
                count++;
            }
        }
        if (count < 2) {
            throw new IllegalArgumentException(
                    "an encoder must have at least two stages with parameters, found " + count + ": " + stages);
        }
        return new Network(encoder.input(), stages.subList(0, last), encoder.initialisation());
    }
}
