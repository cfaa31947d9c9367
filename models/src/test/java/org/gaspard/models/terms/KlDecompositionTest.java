package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.OracleFile;
import org.gaspard.models.terms.AggregatePosterior.Weighting;
import org.gaspard.models.terms.KlDecomposition.Part;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KlDecompositionTest {

    private static final OracleFile ORACLE = new OracleFile("terms/vae_terms.txt");
    private static final int DATA = 50;

    @ParameterizedTest
    @EnumSource
    void isThatOfPyTorch(Weighting weighting) {
        AggregatePosterior aggregate = new AggregatePosterior(weighting, DATA);
        for (Part part : Part.values()) {
            KlDecomposition term = new KlDecomposition(part, aggregate);
            Tensor mean = TinyVae.mean();
            Tensor value = term.value(
                            TinyVae.pass(TinyVae.model(), mean, TinyVae.logVariance(), TinyVae.latent(), Map.of()))
                    .value();
            String name = weighting.name().toLowerCase(Locale.ROOT) + "." + term.name();
            assertThat(value.item()).isCloseTo(ORACLE.get(name).item(), within(1e-14));
            assertThat(Autodiff.gradient(value, mean).toDoubleArray())
                    .containsExactly(ORACLE.get(name + ".gradient").toDoubleArray(), within(2e-15));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradients(Weighting weighting) {
        for (Part part : Part.values()) {
            TinyVae.checkGradient(new KlDecomposition(part, new AggregatePosterior(weighting, DATA)));
        }
    }

    /** {@code E[ln q(z|x) − ln p(z)]}, whatever the estimate. */
    @ParameterizedTest
    @EnumSource
    void thePartsSumToTheDivergence(Weighting weighting) {
        AggregatePosterior aggregate = new AggregatePosterior(weighting, DATA);
        double sum = Arrays.stream(Part.values())
                .mapToDouble(part -> TinyVae.value(new KlDecomposition(part, aggregate))
                        .value()
                        .item())
                .sum();
        Tensor z = TinyVae.latent();
        Tensor zero = Tensor.zeros(TinyVae.IMAGES, TinyVae.LATENTS).cast(z.dtype());
        double divergence = new GaussianPosterior(TinyVae.mean(), TinyVae.logVariance())
                .logDensities(z)
                .subtract(new GaussianPosterior(zero, zero).logDensities(z))
                .sum(1)
                .mean()
                .item();
        assertThat(sum).isCloseTo(divergence, within(1e-13));
    }

    /** The rows of stratified weights sum to 1, so the estimate is the one Gaussian that all posteriors are. */
    @Test
    void equalPosteriorsHaveNoInformationAndNoCorrelation() {
        int n = TinyVae.IMAGES;
        Tensor mean = TinyVae.wave(0, 1, 0, n, TinyVae.LATENTS).add(0.3);
        AggregatePosterior aggregate = new AggregatePosterior(Weighting.STRATIFIED, n);
        for (Part part : List.of(Part.MUTUAL_INFORMATION, Part.TOTAL_CORRELATION)) {
            assertThat(new KlDecomposition(part, aggregate)
                            .value(TinyVae.pass(TinyVae.model(), mean, mean, TinyVae.latent(), Map.of()))
                            .value()
                            .item())
                    .isCloseTo(0, within(1e-14));
        }
    }

    /** Averaged over all batches that hold image 0 first: the stratified estimate is that of all the data. */
    @ParameterizedTest
    @EnumSource
    void theMeanOverAllBatches(Weighting weighting) {
        int data = TinyVae.IMAGES;
        GaussianPosterior all = new GaussianPosterior(TinyVae.mean(), TinyVae.logVariance());
        Tensor z = TinyVae.latent();
        double exact =
                all.pairwiseLogDensities(z.slice(0, 0, 1)).sum(2).exp().mean().item();
        double mean = 0;
        int batches = (data - 1) * (data - 2);
        for (int j = 1; j < data; j++) {
            for (int k = 1; k < data; k++) {
                if (j != k) {
                    Tensor chosen = Tensor.of(new int[] {0, j, k}, 3);
                    GaussianPosterior batch = new GaussianPosterior(
                            all.mean().gather(0, chosen), all.logVariance().gather(0, chosen));
                    mean += new AggregatePosterior(weighting, data)
                                    .at(batch, z.gather(0, chosen))
                                    .aggregate()
                                    .exp()
                                    .get(0)
                            / batches;
                }
            }
        }
        switch (weighting) {
            case WEIGHTED -> assertThat(mean).isLessThan(0.9 * exact);
            // Row 0 of the authors' weights is as it should be; the other rows are not.
            case STRATIFIED, STRATIFIED_COLUMNS -> assertThat(mean).isCloseTo(exact, within(1e-15));
        }
    }

    @Test
    void theObjectiveOfBetaTcvae() {
        List<WeightedTerm> terms =
                KlDecomposition.betaTcvae(6, new AggregatePosterior(Weighting.STRATIFIED_COLUMNS, DATA));
        assertThat(terms)
                .extracting(w -> w.term().name())
                .containsExactly("mutual_information", "total_correlation", "dimension_wise_kl");
        assertThat(terms).extracting(w -> w.weight().at(9)).containsExactly(1.0, 6.0, 1.0);
    }

    @ParameterizedTest
    @EnumSource
    void trains(Weighting weighting) {
        AggregatePosterior aggregate = new AggregatePosterior(weighting, DATA);
        Term[] terms = Arrays.stream(Part.values())
                .map(part -> new KlDecomposition(part, aggregate))
                .toArray(Term[]::new);
        var rows = TinyVae.train(30, terms);
        assertThat(rows).allSatisfy(row -> assertThat(row.values()).allMatch(Double::isFinite));
        double first = rows.getFirst().values().stream().mapToDouble(v -> v).sum();
        assertThat(rows.getLast().values().stream().mapToDouble(v -> v).sum()).isLessThan(first);
    }

    @Test
    void badSizes() {
        assertThatThrownBy(() -> new AggregatePosterior(Weighting.WEIGHTED, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dataSetSize must be at least 1, found 0");
        AggregatePosterior few = new AggregatePosterior(Weighting.STRATIFIED, 5);
        assertThatThrownBy(() -> TinyVae.value(KlDecomposition.totalCorrelation(few)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dataSetSize must be at least the size of the batch, 6, found 5");
    }
}
