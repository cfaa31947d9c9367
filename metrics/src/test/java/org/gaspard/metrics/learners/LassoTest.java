package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.metrics.learners.LearnersOracle.map;

import java.util.Arrays;
import org.gaspard.metrics.learners.LearnersOracle.Problem;
import org.junit.jupiter.api.Test;

class LassoTest {

    private static final Lasso STANDARD = Lasso.standard();

    /** {@code 1/N X_lᵀ r = α sign(w_l)} for weights that are not 0, at most α in size for the others; residuals have mean 0. */
    @Test
    void conditionsOfTheOptimumHold() {
        var many = Problem.of(51, 200, 10, 1, 0.5);
        var few = Problem.of(52, 15, 40, 1, 0.5);
        double[][] shifted = map(many.features(), x -> {
            double[] moved = x.clone();
            moved[0] = x[0] + 100;
            moved[1] = 50 * x[1] + 3 * x[0];
            return moved;
        });
        for (double alpha : new double[] {1e-4, 1e-2, 0.1}) {
            assertConditions(many.features(), many.targets(), alpha);
            assertConditions(shifted, many.targets(), alpha);
            assertConditions(few.features(), few.targets(), alpha);
        }
    }

    private static void assertConditions(double[][] features, double[] targets, double alpha) {
        var result = STANDARD.withAlpha(alpha).fit(features, targets);
        assertThat(result.converged()).isTrue();
        assertThat(result.dualityGap()).isLessThan(1e-9);
        double[] predicted = result.model().predict(features);
        double points = targets.length;
        double mean = 0;
        for (int n = 0; n < points; n++) {
            mean += (targets[n] - predicted[n]) / points;
        }
        assertThat(mean).isCloseTo(0, within(1e-12));
        for (int l = 0; l < features[0].length; l++) {
            double pull = 0;
            for (int n = 0; n < points; n++) {
                pull += features[n][l] * (targets[n] - predicted[n]) / points;
            }
            double w = result.model().coefficients()[l];
            if (w == 0) {
                assertThat(Math.abs(pull)).isLessThanOrEqualTo(alpha + 1e-8);
            } else {
                assertThat(pull).isCloseTo(Math.copySign(alpha, w), within(1e-8));
            }
        }
    }

    @Test
    void largestUsefulPenaltyIsWhereWeightsVanish() {
        var problem = Problem.of(53, 100, 5, 1, 0.5);
        double[] alphas = Lasso.alphas(problem.features(), problem.targets(), 3, 0.25);
        assertThat(alphas[1] / alphas[0]).isCloseTo(0.5, within(1e-14));
        var path = STANDARD.path(problem.features(), problem.targets(), alphas[0] * 1.0001, alphas[0] * 0.999);
        assertThat(path.get(0).model().coefficients()).containsOnly(0);
        assertThat(Arrays.stream(path.get(1).model().coefficients())
                        .filter(w -> w != 0)
                        .count())
                .isOne();
    }

    @Test
    void aPathHasTheSolutionsOfItsPenalties() {
        var problem = Problem.of(54, 60, 6, 1, 0.5);
        double[] alphas = {0.1, 0.01, 0.05};
        var path = STANDARD.path(problem.features(), problem.targets(), alphas);
        for (int i = 0; i < alphas.length; i++) {
            double[] alone = STANDARD.withAlpha(alphas[i])
                    .fit(problem.features(), problem.targets())
                    .model()
                    .coefficients();
            assertThat(path.get(i).model().coefficients()).containsExactly(alone, within(1e-12));
        }
    }

    @Test
    void equalColumnsShareAWeight() {
        var problem = Problem.of(55, 50, 2, 1, 0.1);
        double[][] twice = map(problem.features(), x -> new double[] {x[0], x[1], x[0], 4});
        double[] once = STANDARD.withAlpha(0.01)
                .fit(problem.features(), problem.targets())
                .model()
                .coefficients();
        var result = STANDARD.withAlpha(0.01).fit(twice, problem.targets());
        double[] shared = result.model().coefficients();
        assertThat(result.converged()).isTrue();
        assertThat(shared[0] + shared[2]).isCloseTo(once[0], within(1e-6));
        assertThat(shared[1]).isCloseTo(once[1], within(1e-6));
        assertThat(shared[3]).isZero();
    }

    @Test
    void constantTargetsNeedNoWeights() {
        double[][] features = {{1}, {2}, {4}};
        double[] targets = {3, 3, 3};
        assertThat(STANDARD.fit(features, targets).model()).satisfies(model -> {
            assertThat(model.coefficients()).containsExactly(0);
            assertThat(model.intercept()).isEqualTo(3);
        });
        assertThat(LinearRegression.standard().fit(features, targets).predict(features))
                .containsExactly(targets, within(1e-15));
        assertThat(LinearRegression.standard()
                        .fit(new double[][] {{5}, {5}}, new double[] {1, 2})
                        .coefficients())
                .containsExactly(0);
    }

    @Test
    void leastSquaresLeaveResidualsThatNoFeatureExplains() {
        var problem = Problem.of(56, 80, 4, 1, 1.0);
        LinearModel model = LinearRegression.standard().fit(problem.features(), problem.targets());
        double[] predicted = model.predict(problem.features());
        for (int l = 0; l < 4; l++) {
            double pull = 0;
            for (int n = 0; n < 80; n++) {
                pull += problem.features()[n][l] * (problem.targets()[n] - predicted[n]);
            }
            assertThat(pull).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void tooFewSweepsAreReported() {
        var problem = Problem.of(57, 60, 6, 1, 0.5);
        var result = new Lasso(1e-4, 1, 1e-12).fit(problem.features(), problem.targets());
        assertThat(result.converged()).isFalse();
        assertThat(result.sweeps()).isOne();
        assertThat(result.dualityGap()).isPositive();
    }

    @Test
    void refusesInputsWithoutMeaning() {
        double[][] x = {{1}, {2}};
        assertThatThrownBy(() -> STANDARD.fit(x, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("targets must have one value for each of 2 points, found 1");
        assertThatThrownBy(() -> STANDARD.fit(x, new double[] {1, Double.NaN}))
                .hasMessage("targets must be finite, found NaN at position 1");
        assertThatThrownBy(() -> STANDARD.fit(new double[0][], new double[0])).hasMessageContaining("at least one row");
        assertThatThrownBy(() -> STANDARD.withAlpha(0)).hasMessage("alpha must be positive and finite, found 0.0");
        assertThatThrownBy(() -> new Lasso(1, 0, 1)).hasMessageContaining("maxSweeps");
        assertThatThrownBy(() -> new Lasso(1, 1, 0)).hasMessageContaining("tolerance");
        assertThatThrownBy(() -> STANDARD.path(x, new double[] {1, 2}, 1, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> Lasso.alphas(x, new double[] {1, 1}, 5, 0.1)).hasMessageContaining("covariances 0");
        assertThatThrownBy(() -> Lasso.alphas(x, new double[] {1, 2}, 0, 0.1)).hasMessageContaining("count");
        assertThatThrownBy(() -> new LassoCv(new double[] {1}, 3, STANDARD).fit(x, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as many as folds, 3, found 2");
        assertThatThrownBy(() -> new LassoCv(new double[0], 3, STANDARD)).hasMessageContaining("alphas");
        assertThatThrownBy(() -> new LassoCv(new double[] {0}, 3, STANDARD)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> LinearRegression.standard().fit(x, new double[3]))
                .hasMessageContaining("found 3");
        assertThatThrownBy(() -> new LinearRegression(1)).hasMessageContaining("rankTolerance");
    }
}
