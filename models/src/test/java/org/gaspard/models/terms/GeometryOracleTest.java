package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.models.OracleFile;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.GeometryPreservation.Measure;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.topology.WaveModel;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DST and GMG against PyTorch, with the best of all permutations. */
class GeometryOracleTest {

    private static final OracleFile ORACLE = new OracleFile("terms/geometry.txt");
    private static final int IMAGES = 5;
    private static final double SCALE = 0.3;

    private static final Map<String, Measure> MEASURES = Map.of(
            "distortion",
            new Measure.Distortion(),
            "gap",
            new Measure.Gap(GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT)));
    private static final Map<String, Cost> COSTS = Map.of(
            "squares", Cost.squaredEuclidean(),
            "cosines", Cost.cosineSimilarity(),
            "products", Cost.innerProduct());

    static Stream<Map.Entry<String, GeometryPreservation>> terms() {
        List<Map.Entry<String, GeometryPreservation>> terms = new ArrayList<>();
        MEASURES.forEach((measured, measure) -> {
            for (Placement placement : Placement.values()) {
                String name = measured + "." + placement.name().toLowerCase(Locale.ROOT) + ".";
                COSTS.forEach((named, cost) -> terms.add(Map.entry(
                        name + named, new GeometryPreservation(placement, measure, cost).withLatents(Latents.MEAN))));
                Parameter scale = new Parameter("log_scale", Tensor.scalar(SCALE));
                terms.add(Map.entry(
                        name + "scaled",
                        new GeometryPreservation(
                                placement, measure, Cost.squaredEuclidean(), Latents.MEAN, false, Optional.of(scale))));
            }
        });
        return terms.stream();
    }

    /** Measured: at most 3.2e-15. */
    @ParameterizedTest
    @MethodSource("terms")
    void valuesAndGradientsOfPyTorch(Map.Entry<String, GeometryPreservation> term) {
        double found = new WaveModel().deviation(ORACLE, term.getKey(), term.getValue(), IMAGES);
        assertThat(found).isLessThan(1e-14);
    }
}
