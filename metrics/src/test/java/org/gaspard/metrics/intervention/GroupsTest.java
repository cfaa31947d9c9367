package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.gaspard.metrics.FactorImages;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.intervention.Groups.Group;
import org.junit.jupiter.api.Test;

class GroupsTest {

    @Test
    void groupsOfDifferentSizesSeeTheirOwnPoints() {
        PointSource source = Populations.grid(v -> new double[] {v[0], v[0] * v[0]}, 40_000);
        int groups = 700;
        boolean[] seen = new boolean[groups];
        Groups.forEach(
                source,
                groups,
                100,
                new SplittableRandom(1),
                (group, random) -> source.draw(1 + group % 3, random),
                (group, points) -> {
                    boolean right = points.size() == 1 + group % 3 && points.width() == 2;
                    for (int n = 0; n < points.size(); n++) {
                        right &= points.value(n, 0) == points.points()[n];
                    }
                    seen[group] = right;
                });
        assertThat(seen).doesNotContain(false);
    }

    @Test
    void anEncoderSeesLargeBatchesAndEachImageOnce() {
        FactorImages images = FactorImages.of(30, 30, 30);
        List<Integer> batches = new ArrayList<>();
        PointSource source = PointSource.of(images, 1, wanted -> {
            batches.add(wanted.length);
            return new float[wanted.length];
        });
        Groups.forEach(
                source,
                2000,
                64,
                new SplittableRandom(2),
                (group, random) -> source.draw(64, random),
                (group, points) -> {});
        int all = batches.stream().mapToInt(Integer::intValue).sum();
        // Of 27,000 images, 128,000 draws miss e^(−4.7) or 0.9 %.
        assertThat(all).isBetween(26_600, 26_900);
        // Four chunks of 512 groups ask for about 19,000, 5,600, 1,700 and 500 images, at most 4096 at once.
        assertThat(batches).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void varianceIsUnbiasedAndExactlyZeroForAConstant() {
        double[][] rows = new double[10][];
        Arrays.setAll(rows, n -> new double[] {0.1, n, 1e9 + n});
        Group group = Groups.of(PointSource.of(Points.of(rows, new int[10][1])), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(group.variance(0)).isZero();
        assertThat(group.variance(1)).isCloseTo(110 / 12.0, within(1e-12));
        assertThat(group.variance(2)).isCloseTo(110 / 12.0, within(1e-12));
        assertThat(group.l1(0, 3)).isEqualTo(6);
        assertThat(group.l2(0, 3)).isEqualTo(Math.sqrt(18));
    }
}
