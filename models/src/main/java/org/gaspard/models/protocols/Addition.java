package org.gaspard.models.protocols;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.gaspard.models.methods.GivesWay;
import org.gaspard.models.methods.Regulariser;
import org.gaspard.models.methods.Regularisers;
import org.gaspard.models.terms.GeometryPreservation;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.GeometryPreservation.Measure;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.GeometryPreservation.PublishedCost;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.terms.topology.LatentTraversal;
import org.gaspard.models.terms.topology.TopDis;
import org.gaspard.ot.GromovMongeGapOptions;

/** Which regulariser a protocol adds. Its weight is among the numbers of the {@link Method}, under its {@link #weight name}. */
public sealed interface Addition {

    /** What of the geometry is asked for. */
    enum Geometric {
        /** The distortion; weight {@code dst}. */
        DST,
        /** The Gromov-Monge gap; weight {@code gmg}. */
        GMG
    }

    /**
     * The distortion or the gap of a cost.
     *
     * @param measure which of them
     * @param placement of which network
     * @param cost between pairs
     * @param solver of the gap
     * @param latents that stand for an image
     * @param detached whether the decoder's term gives the encoder no gradient
     */
    record Geometry(
            Geometric measure,
            Sourced<Placement> placement,
            Sourced<PublishedCost> cost,
            Sourced<GromovMongeGapOptions.Mode> solver,
            Sourced<Latents> latents,
            Sourced<Boolean> detached)
            implements Addition {}

    /** IRVAE's Jacobian term; weight {@code irvae}. */
    record Jacobian() implements Addition {}

    /** The Hausdorff factorised support; weight {@code hfs}. */
    record FactorisedSupport() implements Addition {}

    /**
     * TopDis; weight {@code topdis}.
     *
     * @param start the first step at which it acts, counted from 0
     * @param latents that are shifted
     * @param givesWay to which terms
     */
    record Topology(Sourced<Long> start, Sourced<LatentTraversal.Latents> latents, Sourced<GivesWay> givesWay)
            implements Addition {}

    /** The name of its weight. */
    default String weight() {
        return switch (this) {
            case Geometry geometry -> geometry.measure == Geometric.DST ? "dst" : "gmg";
            case Jacobian() -> "irvae";
            case FactorisedSupport() -> "hfs";
            case Topology _ -> "topdis";
        };
    }

    /** Its choices by name, each after the name of the weight, in a fixed order. */
    default SequencedMap<String, Sourced<?>> choices() {
        SequencedMap<String, Sourced<?>> choices = new LinkedHashMap<>();
        switch (this) {
            case Geometry geometry -> {
                choices.put(weight() + " placement", geometry.placement);
                choices.put(weight() + " cost", geometry.cost);
                choices.put(weight() + " latents", geometry.latents);
                choices.put(weight() + " detached", geometry.detached);
                if (geometry.measure == Geometric.GMG) {
                    choices.put(weight() + " solver", geometry.solver);
                }
            }
            case Topology topology -> {
                choices.put(weight() + " start", topology.start);
                choices.put(weight() + " latents", topology.latents);
                choices.put(weight() + " gives way", topology.givesWay);
            }
            case Jacobian(), FactorisedSupport() -> {}
        }
        return choices;
    }

    /** The regulariser with its weight, with parameters of its own where it has any. */
    default Regulariser regulariser(double weight) {
        return switch (this) {
            case Geometry geometry -> geometric(geometry, weight);
            case Jacobian() -> Regularisers.isometric(weight);
            case FactorisedSupport() -> Regularisers.factorisedSupport(weight);
            case Topology(var start, var latents, var givesWay) ->
                Regularisers.shift(
                        "TopDis",
                        TopDis.reference()
                                .withTraversal(LatentTraversal.standard().withLatents(latents.value())),
                        weight,
                        start.value(),
                        givesWay.value());
        };
    }

    private static Regulariser geometric(Geometry geometry, double weight) {
        Measure measure = switch (geometry.measure) {
            case DST -> new Measure.Distortion();
            case GMG -> new Measure.Gap(GromovMongeGapOptions.of(geometry.solver.value()));
        };
        GeometryPreservation term = geometry.cost
                .value()
                .term(geometry.placement.value(), measure)
                .withLatents(geometry.latents.value())
                .withDetachedLatents(geometry.detached.value());
        return new Regulariser(geometry.measure.name(), List.of(WeightedTerm.of(term, weight)), GivesWay.NEVER);
    }
}
