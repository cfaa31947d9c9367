package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.OracleFile;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.HausdorffFactorisedSupport.Gradient;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HausdorffFactorisedSupportTest {

    private static final OracleFile ORACLE = new OracleFile("terms/vae_terms.txt");
    private static final HausdorffFactorisedSupport ALL =
            HausdorffFactorisedSupport.standard().withAllPairs();

    private static VaePass pass(Tensor codes, long seed) {
        return new VaePass(
                TinyVae.model(),
                ForwardPass.training(RandomKey.of(seed)),
                codes,
                new GaussianPosterior(codes, codes),
                codes,
                codes);
    }

    private static double value(HausdorffFactorisedSupport term, Tensor codes, long seed) {
        return term.value(pass(codes, seed)).value().item();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 64})
    void isTheDefinitionInPyTorch(int n) {
        Tensor codes = TinyVae.wave(1.4, 2.3, 0.1, n, 5);
        Tensor value = ALL.value(pass(codes, 0)).value();
        assertThat(value.item()).isCloseTo(ORACLE.get("support" + n).item(), within(1e-14));
        assertThat(Autodiff.gradient(value, codes).toDoubleArray())
                .containsExactly(ORACLE.get("support" + n + ".gradient").toDoubleArray(), within(1e-14));
    }

    @Test
    void ofASmallBatchWithItsScale() {
        assertThat(value(ALL, TinyVae.mean(), 0))
                .isCloseTo(ORACLE.get("support").item(), within(1e-14));
        assertThat(value(ALL.withScale(0.9), TinyVae.mean(), 0))
                .isCloseTo(ORACLE.get("support_scale").item(), within(1e-14));
    }

    @Test
    void gradients() {
        TinyVae.checkGradient(ALL);
        TinyVae.checkGradient(ALL.withScale(0.9));
        TinyVae.checkGradient(HausdorffFactorisedSupport.standard().withPairs(2));
        TinyVae.checkGradient(ALL.withSampledProducts(5));
    }

    @Test
    void gradientsOfOneSideSumToThatOfBoth() {
        Tensor codes = TinyVae.wave(1.4, 2.3, 0.1, 40, 5);
        double[][] sides = Arrays.stream(Gradient.values())
                .map(side -> Autodiff.gradient(
                                ALL.withGradient(side).value(pass(codes, 0)).value(), codes)
                        .toDoubleArray())
                .toArray(double[][]::new);
        for (int i = 0; i < codes.size(); i++) {
            assertThat(sides[1][i] + sides[2][i]).isCloseTo(sides[0][i], within(1e-15));
        }
        assertThat(sides[1]).isNotEqualTo(sides[2]);
        // Moved against the gradient, products come nearer to the points, and points to the products.
        for (double[] side : sides) {
            Tensor moved = codes.subtract(Tensor.of(side, 40, 5).multiply(1e-3));
            assertThat(value(ALL, moved, 0)).isLessThan(value(ALL, codes, 0));
        }
    }

    /** Each step draws other pairs, each one distinct from the others. */
    @Test
    void drawnPairsAreSomeOfAll() {
        Tensor codes = TinyVae.wave(1.4, 2.3, 0.1, 30, 4).computedNow();
        double[] each = new double[6];
        int at = 0;
        for (int k = 0; k < 4; k++) {
            for (int l = k + 1; l < 4; l++) {
                Tensor two = Tensor.concatenate(1, codes.slice(1, k, k + 1), codes.slice(1, l, l + 1));
                each[at++] = value(ALL, two, 0);
            }
        }
        assertThat(value(ALL, codes, 0)).isCloseTo(Arrays.stream(each).sum(), within(1e-14));
        Set<Integer> seen = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            double one = value(ALL.withPairs(1), codes, seed);
            int pair = -1;
            for (int p = 0; p < 6; p++) {
                pair = Math.abs(each[p] - one) < 1e-14 ? p : pair;
            }
            seen.add(pair);
            double five = value(ALL.withPairs(5), codes, seed);
            double left = Arrays.stream(each).sum() - five;
            assertThat(Arrays.stream(each)).anyMatch(d -> Math.abs(d - left) < 1e-13);
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }

    @Test
    void sampledProductsBoundTheDistanceFromBelow() {
        Tensor codes = TinyVae.wave(1.4, 2.3, 0.1, 20, 4).computedNow();
        double full = value(ALL, codes, 0);
        double last = 0;
        for (int products : new int[] {1, 20, 400}) {
            double mean = 0;
            for (int seed = 0; seed < 10; seed++) {
                double sampled = value(ALL.withSampledProducts(products), codes, seed);
                assertThat(sampled).isLessThan(full + 1e-14);
                mean += sampled / 10;
            }
            assertThat(mean).isGreaterThan(last);
            last = mean;
        }
        assertThat(value(ALL.withSampledProducts(20_000), codes, 1)).isCloseTo(full, within(1e-14));
    }

    private static Tensor grid() {
        double[] grid = new double[36 * 2];
        for (int i = 0; i < 36; i++) {
            grid[2 * i] = Math.floorDiv(i, 6) * 0.3;
            grid[2 * i + 1] = i % 6 * 1.7;
        }
        return Tensor.of(grid, 36, 2);
    }

    @Test
    void aGridIsItsOwnProduct() {
        assertThat(value(ALL, grid(), 0)).isZero();
        Tensor line = Tensor.range(DType.FLOAT64, 11).reshape(11, 1);
        // The corner (0, 10) of a diagonal is nearest to its middle.
        assertThat(value(ALL, Tensor.concatenate(1, line, line), 0)).isEqualTo(50);
    }

    @Test
    void whatIsNotANumberIsSeen() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Tensor codes = Tensor.of(new double[] {0, 1, 2, bad, 4, 5}, 3, 2);
            assertThat(value(ALL, codes, 0)).isNaN();
        }
    }

    @ParameterizedTest
    @EnumSource
    void trains(Gradient gradient) {
        HausdorffFactorisedSupport term = HausdorffFactorisedSupport.standard()
                .withPairs(2)
                .withScale(0.5)
                .withGradient(gradient);
        var rows = TinyVae.train(40, new Reconstruction(), term);
        assertThat(rows).allSatisfy(row -> assertThat(row.values()).allMatch(Double::isFinite));
    }

    /** Without a scale, smaller codes are better. */
    @Test
    void theScaleKeepsCodesApart() {
        Tensor codes = grid().add(TinyVae.wave(0.05, 2.3, 0.1, 36, 2)).multiply(0.1);
        Tensor larger = codes.multiply(1.01);
        assertThat(value(ALL, larger, 0)).isGreaterThan(value(ALL, codes, 0));
        HausdorffFactorisedSupport apart = ALL.withScale(0.5);
        assertThat(value(apart, larger, 0)).isLessThan(value(apart, codes, 0));
        Tensor wide = codes.multiply(20);
        assertThat(value(apart, wide, 0)).isEqualTo(value(ALL, wide, 0));
    }

    @Test
    void badOptions() {
        assertThatThrownBy(() -> ALL.withPairs(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pairs must be at least 1, found 0");
        assertThatThrownBy(() -> ALL.withSampledProducts(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("products must be at least 1, found 0");
        assertThatThrownBy(() -> ALL.withScale(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale must be finite and at least 0, found -1.0");
        assertThatThrownBy(() -> value(ALL, Tensor.zeros(4, 1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents must be at least 2 to make pairs, found 1");
    }
}
