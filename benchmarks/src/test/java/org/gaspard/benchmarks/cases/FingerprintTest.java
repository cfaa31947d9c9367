package org.gaspard.benchmarks.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final float[] NUMBERS = {1, 2, 3, 4, 5, 6};

    @Test
    void standsForItsNumbers() {
        Fingerprint three = Fingerprint.of(Tensor.of(NUMBERS));
        assertThat(three.entries()).hasSize(2);
        assertThat(three.entries().getFirst().value()).isEqualTo(Math.sqrt(91));
        assertThat(three.distance(Fingerprint.of(Tensor.of(NUMBERS)))).isZero();
    }

    @Test
    void noticesAnotherOrderAndAnotherNumber() {
        Fingerprint straight = Fingerprint.of(Tensor.of(NUMBERS));
        assertThat(straight.distance(Fingerprint.of(Tensor.of(new float[] {2, 1, 3, 4, 5, 6}))))
                .isGreaterThan(1e-2);
        assertThat(straight.distance(Fingerprint.of(Tensor.of(new float[] {1, 2, 3, 4, 5, 6.1f}))))
                .isGreaterThan(1e-3);
    }

    @Test
    void isFarFromOtherCountsAndFromWhatIsNotFinite() {
        Fingerprint one = Fingerprint.of(Tensor.of(NUMBERS));
        assertThat(one.distance(one.and(one))).isInfinite();
        assertThat(one.distance(Fingerprint.of(Tensor.of(new float[] {1, 2, 3, 4, 5, Float.NaN}))))
                .isInfinite();
    }

    @Test
    void takesWhatCancelsAsNothing() {
        Fingerprint large = Fingerprint.of(Tensor.of(NUMBERS));
        Fingerprint zero = new Fingerprint(List.of(new Fingerprint.Entry(0, 0)));
        Fingerprint rounding = new Fingerprint(List.of(new Fingerprint.Entry(1e-10, 1e-10)));
        assertThat(large.and(zero).distance(large.and(rounding))).isLessThan(1e-4);
        assertThat(zero.distance(rounding)).isEqualTo(1);
    }

    @Test
    void ofBarsCountsExactlyAndAddsUpFiniteLengths() {
        double[] births = {0, 1, 2};
        Fingerprint bars = Fingerprint.of(Diagram.of(1, births, new double[] {2, 4, Double.POSITIVE_INFINITY}));
        assertThat(bars.entries()).containsExactly(new Fingerprint.Entry(3, 1), new Fingerprint.Entry(5, 5));
        Fingerprint rounded = Fingerprint.of(Diagram.of(1, births, new double[] {2, 4.0005, Double.POSITIVE_INFINITY}));
        assertThat(bars.distance(rounded)).isCloseTo(1e-4, within(1e-7));
        assertThat(bars.distance(Fingerprint.of(Diagram.of(1, new double[] {0, 1}, new double[] {2, 4}))))
                .isEqualTo(1);
    }

    @Test
    void isReadAsWritten() {
        Fingerprint written = Fingerprint.of(Tensor.of(NUMBERS), Tensor.scalar(-1e-7f));
        assertThat(Fingerprint.parse(written.toString())).isEqualTo(written);
    }

    /** Values computed by peers/patterns.py. */
    @Test
    void patternIsThatOfThePeers() {
        assertThat(List.of(Pattern.at(0, 0), Pattern.at(1, 0), Pattern.at(105, 3), Pattern.at(7, 123_456_789)))
                .containsExactly(-1f, -0.9844697713851929f, -0.5928043127059937f, 0.9218108654022217f);
    }
}
