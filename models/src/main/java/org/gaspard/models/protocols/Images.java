package org.gaspard.models.protocols;

import org.gaspard.models.Likelihood;
import org.gaspard.models.networks.NamedArchitecture;

/**
 * What a protocol models, with what.
 *
 * @param dataSet its name in {@link org.gaspard.datasets.catalogue.Catalogue}
 * @param architecture the networks
 * @param likelihood of the pixels
 * @param latents their number
 */
public record Images(
        Sourced<String> dataSet,
        Sourced<NamedArchitecture> architecture,
        Sourced<Likelihood> likelihood,
        Sourced<Integer> latents) {}
