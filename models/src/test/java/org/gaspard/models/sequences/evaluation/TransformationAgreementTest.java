package org.gaspard.models.sequences.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.metrics.Score;
import org.gaspard.models.OracleFile;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TransformationAgreementTest {

    private static final OracleFile ORACLE = new OracleFile("sequences/evaluation.txt");

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(k -> "k" + k).toList();
    }

    private static int[] ints(String name) {
        return ORACLE.get(name).cast(DType.INT32).toIntArray();
    }

    @Test
    void agreesWithScikitLearnAndSciPy() {
        TransformationAgreement found =
                TransformationAgreement.of(names(5), ints("agreement.inferred"), ints("agreement.truth"));
        assertThat(found.matching()).containsExactly(ints("agreement.matching"));
        assertThat(found.accuracy()).isEqualTo(ORACLE.get("agreement.accuracy").item());
        assertThat(found.normalisedInformation())
                .isCloseTo(ORACLE.get("agreement.information").item(), within(1e-14));
        assertThat(found.entropy()).isCloseTo(ORACLE.get("agreement.entropy").item(), within(1e-14));
    }

    private static List<List<Integer>> permutations(List<Integer> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : of) {
            List<Integer> rest = new ArrayList<>(of);
            rest.remove(first);
            for (List<Integer> tail : permutations(rest)) {
                List<Integer> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }

    @Test
    void theAccuracyIsThatOfTheBestOfAllRenamings() {
        SplittableRandom random = new SplittableRandom(5);
        for (int count = 1; count <= 5; count++) {
            int transformations = count;
            int[] truth = random.ints(40, 0, transformations).toArray();
            int[] inferred = random.ints(40, 0, transformations).toArray();
            long best = permutations(IntStream.range(0, transformations).boxed().toList()).stream()
                    .mapToLong(names -> IntStream.range(0, 40)
                            .filter(n -> names.get(inferred[n]) == truth[n])
                            .count())
                    .max()
                    .orElseThrow();
            TransformationAgreement found = TransformationAgreement.of(names(count), inferred, truth);
            assertThat(found.accuracy()).isEqualTo(best / 40.0);
            int[] matching = found.matching();
            assertThat(IntStream.range(0, 40)
                            .filter(n -> matching[inferred[n]] == truth[n])
                            .count())
                    .isEqualTo(best);
        }
    }

    @Test
    void renamedTransformationsAgreeAndCollapsedOnesDoNot() {
        int[] truth = {0, 1, 2, 0, 1, 2};
        TransformationAgreement renamed = TransformationAgreement.of(names(3), new int[] {2, 0, 1, 2, 0, 1}, truth);
        assertThat(renamed.matching()).containsExactly(1, 2, 0);
        assertThat(renamed.accuracy()).isEqualTo(1);
        assertThat(renamed.normalisedInformation()).isCloseTo(1, within(1e-15));
        assertThat(renamed.entropy()).isCloseTo(Math.log(3), within(1e-15));
        assertThat(renamed.used()).isEqualTo(3);
        assertThat(renamed.confusion()[2]).containsExactly(2, 0, 0);
        assertThat(renamed.score().warnings()).isEmpty();

        TransformationAgreement collapsed = TransformationAgreement.of(names(3), new int[] {1, 1, 1, 1, 1, 1}, truth);
        assertThat(collapsed.accuracy()).isEqualTo(1 / 3.0);
        assertThat(collapsed.normalisedInformation()).isZero();
        assertThat(collapsed.entropy()).isZero();
        Score score = collapsed.score();
        assertThat(score.figure("used")).isEqualTo(1);
        assertThat(score.warnings()).containsExactly("all sequences were taken for one transformation");
    }

    /** Pixels tell the transformation; in the last sequence they do not. */
    @Test
    void sequencesOfAllTransformationsAreInferredInBatches() {
        int count = 3;
        int images = 5;
        double[] pixels = new double[count * images * 2];
        for (int i = 0; i < pixels.length; i++) {
            int image = i / 2 % images;
            int transformation = i / (2 * images);
            pixels[i] = image == images - 1 ? 0 : transformation / 4.0;
        }
        TableSequences sequences = TableSequences.of(Tensor.of(pixels, count, images, 2, 1, 1, 1));
        TransformationInference reads = (frames, key) ->
                frames.index(1, 1).reshape(frames.extent(0)).multiply(-4).add(2).cast(DType.INT32);
        TransformationAgreement found = TransformationAgreement.of(reads, sequences, 2, RandomKey.of(1), 0, 1, 2, 3, 4);
        assertThat(found.matching()).containsExactly(2, 1, 0);
        assertThat(found.accuracy()).isEqualTo(13 / 15.0);
        assertThat(found.confusion()[2]).containsExactly(5, 1, 1);
        assertThat(found.score().table("confusion").rows()).containsExactly("for k2", "for k1", "for k0");
    }

    @Test
    void numbersThatAreNoTransformationsAreRefused() {
        assertThatThrownBy(() -> TransformationAgreement.of(names(2), new int[] {2}, new int[] {0}))
                .hasMessageContaining("inferred transformations must be from 0 to 1, found 2");
        assertThatThrownBy(() -> TransformationAgreement.of(names(2), new int[] {1}, new int[] {-1}))
                .hasMessageContaining("true transformations must be from 0 to 1, found -1");
        assertThatThrownBy(() -> TransformationAgreement.of(names(2), new int[] {1}, new int[] {1, 0}))
                .hasMessageContaining("must be 1, found 2");
        assertThatThrownBy(() -> TransformationAgreement.of(names(2), new int[0], new int[0]))
                .hasMessageContaining("at least 1");
    }
}
