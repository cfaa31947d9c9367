package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.learners.GradientBoosting;
import org.gaspard.metrics.learners.LogisticRegression;
import org.gaspard.metrics.learners.RandomForestClassifier;
import org.gaspard.metrics.learners.Standardization;
import org.gaspard.tensor.array.Parallel;

/**
 * DCI-ES: explicitness E (how little capacity of a probe is needed for the lowest loss) and size S (how many codes there are for
 * the factors), beside the disentanglement D, completeness C and informativeness I of {@link Dci}.
 *
 * <p>Probes of a {@link CapacityProbe} learn each factor that varies from the standardised codes, with each capacity. With the
 * {@link LossCapacityCurve} ℓ_1 ≥ … ≥ ℓ_T of a factor for the test points and the loss ℓ_b of the training points' frequencies,
 *
 * <pre>{@code
 * E_k = 1 − Σ_t (½ (ℓ_t + ℓ_{t+1}) − ℓ_T) (κ_{t+1} − κ_t) / ( ½ (κ_T − κ_1) (ℓ_b − ℓ*) )
 * I_k = 1 − ℓ_T / ℓ_b
 * S = K / L
 * }</pre>
 *
 * and E and I are means over the factors; E is the value. D and C are those of an {@link ImportanceMatrix} of the importances that
 * the probe with the lowest loss (of equal ones, the smallest) gives to the codes. E is at most 1, S positive. What codes get:
 *
 * <ul>
 *   <li>the factors themselves, also permuted or rescaled: an E as high as the probe reaches any value at once, I = 1 up to the
 *       probe, S = 1; D = C = 1 for boosting and for forests that look at all codes, less for forests that do not;
 *   <li>two binary factors rotated by 45°: with one tree of depth 1, 2, 3, 4 and the error, E = 5/6, for one cut errs at 1 of 4
 *       points and two do not; but 1 with a forest, for trees of one cut that vote err at none; D near 0 with both;
 *   <li>each factor twice: S = ½, E does not change, and as trees draw between copies C is near {@code 1 − ln 2 / ln 2K}; dead
 *       codes: S falls;
 *   <li>noise: E near 1, for no capacity helps, and I near 0: E says how a loss is reached, not which;
 *   <li>a factor with 4 values in two codes of 2 values: {@code E_k = 7/9} with one tree as above, 1 with a forest.
 * </ul>
 *
 * <p>Criticism: E depends on the probe, its capacities and their scale, and can be compared for the same ones only; the uninformed
 * score high, so it is to be read beside I; with ℓ* = 0 losses that no probe can avoid raise it.
 *
 * <p>From the paper are curve, area, ℓ* = 0 and S. Choices of this class: the probes' families but for random forests and random
 * Fourier features; the capacities; that losses of test points make the curve and choose the probe; I relative to the baseline
 * (losses are not on one scale otherwise). Multilayer perceptrons and SAGE importances of the paper are not provided. D is NaN for
 * a single factor and C for a single code; both are missing for probes without importances. Constant factors are left out with a
 * warning, and do not count for S; E is NaN, with a warning, if the baseline of a factor is not above ℓ*. Time: that of a probe for each factor
 * and capacity.
 *
 * <p>Source: [ENK23], section 3; Fourier features of [RR07].
 *
 * @param name of the metric
 * @param probe that learns the factors
 * @param loss of a prediction
 * @param scale of the capacities
 * @param best ℓ*, the lowest loss that is possible, finite and not negative
 */
public record DciEs(String name, CapacityProbe probe, Loss loss, Scale scale, double best) implements SupervisedMetric {

    /** Checks the lowest loss. */
    public DciEs {
        Checks.nonNegative("best", best);
    }

    /** The loss of a prediction. */
    public enum Loss {
        /** {@code −ln p} of the true value, at most that of {@code p = 2⁻⁵²}. */
        LOG,
        /** 1 if the most probable value is wrong, else 0. */
        ERROR
    }

    /** What the capacity κ is in the area. */
    public enum Scale {
        /** The capacity of the probe. */
        LINEAR,
        /** Its binary logarithm. */
        LOGARITHMIC
    }

    /** {@link #boosting}. */
    public static DciEs standard() {
        return boosting();
    }

    /** Gradient boosting with 1, 2, 4, …, 64 stages of trees of depth 3 and learning rate 0.1; log loss, logarithmic, ℓ* = 0. */
    public static DciEs boosting() {
        var probe = new CapacityProbe.BoostingStages(GradientBoosting.standard(), List.of(1, 2, 4, 8, 16, 32, 64));
        return new DciEs("DCI-ES", probe, Loss.LOG, Scale.LOGARITHMIC, 0);
    }

    /**
     * A random forest of 100 trees of depth 1, 2, …, 8; error, linear, ℓ* = 0. Nodes look at √L codes only, so that some importance
     * goes to codes that say nothing, and D and C are lower than with all codes.
     */
    public static DciEs forest(long seed) {
        var probe =
                new CapacityProbe.ForestDepth(RandomForestClassifier.standard(seed), List.of(1, 2, 3, 4, 5, 6, 7, 8));
        return new DciEs("DCI-ES (forest)", probe, Loss.ERROR, Scale.LINEAR, 0);
    }

    /**
     * 4, 8, …, 128 random Fourier features of bandwidth 2 and logistic regression with C = 100; log loss, logarithmic, ℓ* = 0.
     */
    public static DciEs fourierFeatures(long seed) {
        var probe = new CapacityProbe.FourierFeatures(
                LogisticRegression.standard().withC(100), 2, seed, List.of(4, 8, 16, 32, 64, 128));
        return new DciEs("DCI-ES (Fourier features)", probe, Loss.LOG, Scale.LOGARITHMIC, 0);
    }

    /**
     * Scores a sample; see {@link SupervisedMetric#score}. Figures: explicitness, size, informativeness, and with importances
     * disentanglement and completeness. Tables: losses by factor and capacity, baseline of factors, explicitness of factors,
     * informativeness of factors, and with importances these.
     *
     * @throws IllegalArgumentException if no factor varies, or one is continuous, or the probe refuses the points
     */
    @Override
    public Score score(Sample sample) {
        Prediction prediction = Prediction.ofDiscrete(sample);
        int count = prediction.count();
        int steps = probe.capacities().size();
        ProbeFit[] fits = fits(prediction);
        double[][] losses = new double[count][steps];
        double[] baselines = new double[count];
        double[] explicitness = new double[count];
        double[] informativeness = new double[count];
        double[][] importances = new double[count][];
        for (int i = 0; i < count; i++) {
            int[] labels = prediction.testLabels(i);
            int chosen = 0;
            for (int t = 0; t < steps; t++) {
                losses[i][t] = fits[i * steps + t].loss(loss, labels);
                chosen = losses[i][t] < losses[i][chosen] ? t : chosen;
            }
            importances[i] = fits[i * steps + chosen].importances();
            baselines[i] = ProbeFit.constant(prediction.trainingLabels(i), labels.length)
                    .loss(loss, labels);
            LossCapacityCurve curve = curve(losses[i]);
            double range = curve.capacities().getLast() - curve.capacities().getFirst();
            explicitness[i] = baselines[i] > best ? curve.explicitness(range, baselines[i], best) : Double.NaN;
            informativeness[i] = baselines[i] > 0 ? 1 - curve.lowest() / baselines[i] : Double.NaN;
        }
        List<String> names = prediction.names();
        List<String> columns = probe.capacities().stream().map(String::valueOf).toList();
        Score score = Score.of(name, Prediction.mean(explicitness))
                .withFigure("explicitness", Prediction.mean(explicitness))
                .withFigure("size", count / (double) prediction.width())
                .withFigure("informativeness", Prediction.mean(informativeness))
                .withTable(new Score.Table("losses", "factor", names, "capacity", columns, losses))
                .withTable(Score.Table.ofFactors("baseline of factors", names, baselines))
                .withTable(Score.Table.ofFactors("explicitness of factors", names, explicitness))
                .withTable(Score.Table.ofFactors("informativeness of factors", names, informativeness))
                .withSetting("probe", probe)
                .withSetting("loss", loss)
                .withSetting("scale of capacities", scale)
                .withSetting("lowest loss possible", best);
        for (int i = 0; i < count; i++) {
            if (Double.isNaN(explicitness[i])) {
                score = score.withWarning("the baseline " + baselines[i] + " of factor '" + names.get(i)
                        + "' is not above the lowest loss possible, " + best);
            }
        }
        return prediction.warn(importances[0].length == 0 ? score : withImportances(score, importances, names));
    }

    /** The probes of all factors and capacities, factor by factor. */
    private ProbeFit[] fits(Prediction prediction) {
        Standardization scaling =
                Standardization.of(prediction.sample().training().codes().rows());
        double[][] training =
                scaling.apply(prediction.sample().training().codes().rows());
        double[][] test = scaling.apply(prediction.sample().test().codes().rows());
        List<Integer> capacities = probe.capacities();
        ProbeFit[] fits = new ProbeFit[prediction.count() * capacities.size()];
        Parallel.run(fits.length, j -> {
            int[] labels = prediction.trainingLabels(j / capacities.size());
            fits[j] = ProbeFit.of(probe, capacities.get(j % capacities.size()), training, labels, test);
        });
        return fits;
    }

    private LossCapacityCurve curve(double[] losses) {
        List<Double> positions = probe.capacities().stream()
                .map(capacity -> scale == Scale.LINEAR ? (double) capacity : Math.log(capacity) / Math.log(2))
                .toList();
        return new LossCapacityCurve(positions, Arrays.stream(losses).boxed().toList());
    }

    /** With what follows of importances [K][L]. */
    private static Score withImportances(Score score, double[][] importances, List<String> names) {
        double[][] values = IntStream.range(0, importances[0].length)
                .mapToObj(
                        l -> Arrays.stream(importances).mapToDouble(of -> of[l]).toArray())
                .toArray(double[][]::new);
        ImportanceMatrix matrix = new ImportanceMatrix(values);
        return score.withFigure("disentanglement", matrix.disentanglement())
                .withFigure("completeness", matrix.completeness(ImportanceMatrix.Weights.EQUAL))
                .withTable(Score.Table.ofCodesAndFactors("importances", names, values));
    }
}
