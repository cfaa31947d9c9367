package org.gaspard.metrics.suite;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.metrics.Battery;
import org.gaspard.metrics.Metric;
import org.gaspard.metrics.PosteriorMetric;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.UnsupervisedMetric;
import org.gaspard.metrics.information.DciMutualInformationGap;
import org.gaspard.metrics.information.InfoMec;
import org.gaspard.metrics.information.JointEntropyMinusGap;
import org.gaspard.metrics.information.Modularity;
import org.gaspard.metrics.information.MutualInformationGap;
import org.gaspard.metrics.information.MutualInformationGapSup;
import org.gaspard.metrics.information.QuantizedPosteriors;
import org.gaspard.metrics.information.SampledMutualInformationGap;
import org.gaspard.metrics.intervention.BetaVaeScore;
import org.gaspard.metrics.intervention.FactorVaeScore;
import org.gaspard.metrics.intervention.InterventionalRobustness;
import org.gaspard.metrics.prediction.Dci;
import org.gaspard.metrics.prediction.Explicitness;
import org.gaspard.metrics.prediction.InfoE;
import org.gaspard.metrics.prediction.Sap;
import org.gaspard.metrics.unsupervised.GaussianTotalCorrelation;
import org.gaspard.metrics.unsupervised.GaussianWassersteinCorrelation;
import org.gaspard.metrics.unsupervised.MutualInformationScore;

/**
 * The metrics by which papers on disentanglement compare models, with the settings of disentanglement_lib where it has them,
 * and otherwise of the paper that introduced the metric.
 */
public final class Batteries {

    private Batteries() {}

    /** Metrics of a sample with discrete factors: MIG, SAP, DCI, modularity, explicitness, IRS, and later ones. */
    public static List<SupervisedMetric> supervised() {
        return List.of(
                MutualInformationGap.standard(),
                Sap.standard(),
                Dci.standard(),
                Modularity.standard(),
                Explicitness.standard(),
                InterventionalRobustness.standard(),
                JointEntropyMinusGap.standard(),
                MutualInformationGapSup.standard(),
                DciMutualInformationGap.standard(),
                InfoMec.standard(),
                InfoE.standard());
    }

    /** Metrics that draw groups of points which share a factor: the scores of β-VAE and FactorVAE. */
    public static List<SampledMetric> sampled() {
        return List.of(BetaVaeScore.standard(), FactorVaeScore.standard());
    }

    /** Metrics of codes alone. */
    public static List<UnsupervisedMetric> unsupervised() {
        return List.of(
                GaussianTotalCorrelation.standard(),
                GaussianWassersteinCorrelation.standard(),
                MutualInformationScore.standard());
    }

    /** Metrics of stochastic codes: MIG and RMIG of posteriors, JEMMIG of posteriors, informativeness. */
    public static List<PosteriorMetric> posterior() {
        List<PosteriorMetric> metrics = new ArrayList<>();
        metrics.add(SampledMutualInformationGap.standard());
        metrics.addAll(QuantizedPosteriors.standard().metrics());
        return List.copyOf(metrics);
    }

    /** All of these but {@link #posterior}, whose metrics need posteriors. */
    public static Battery disentanglement() {
        List<Metric> metrics = new ArrayList<>(supervised());
        metrics.addAll(sampled());
        metrics.addAll(unsupervised());
        return Battery.of(metrics);
    }
}
