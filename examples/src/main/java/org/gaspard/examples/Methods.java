package org.gaspard.examples;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.RmsProp;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.Likelihood;
import org.gaspard.models.gwae.Gwae;
import org.gaspard.models.methods.AdversarialModels;
import org.gaspard.models.methods.BaseModel;
import org.gaspard.models.methods.BaseModels;
import org.gaspard.models.methods.DavaSettings;
import org.gaspard.models.methods.FurtherModels;
import org.gaspard.models.methods.GivesWay;
import org.gaspard.models.methods.GuidedModels;
import org.gaspard.models.methods.Recipe;
import org.gaspard.models.methods.Regulariser;
import org.gaspard.models.methods.Regularisers;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.implicit.NamedPrior;
import org.gaspard.models.terms.AdversarialPrior;
import org.gaspard.models.terms.AggregatePosterior.Weighting;
import org.gaspard.models.terms.ControlledKl;
import org.gaspard.models.terms.EstimatedMixture;
import org.gaspard.models.terms.GeometryPreservation;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.GeometryPreservation.Measure;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.terms.topology.CloudDivergence;
import org.gaspard.models.terms.topology.LatentTraversal;
import org.gaspard.models.terms.topology.TopDis;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/** The networks, the base model and the regularisers that options ask for. */
final class Methods {

    /** The rate of the discriminator of a VAE-GAN as a multiple of the model's, as in the comparison of Nakagawa et al. */
    private static final double DISCRIMINATOR_SPEED = 10;

    private Methods() {}

    /** The base model. */
    static BaseModel base(TrainVaeOptions options) {
        BaseModel whole = whole(options);
        return options.noReconstruction ? whole.withoutReconstruction() : whole;
    }

    private static BaseModel whole(TrainVaeOptions options) {
        double gamma = options.gamma();
        double capacity = options.capacity();
        int capacitySteps = options.capacitySteps();
        return switch (options.model) {
            case AE -> BaseModels.autoencoder();
            case BETA_VAE -> BaseModels.betaVae(Schedule.linear(options.betaStart(), options.beta, options.betaSteps));
            case ANNEALED_VAE -> BaseModels.annealedVae(gamma, Schedule.linear(0, capacity, capacitySteps));
            case FACTOR_VAE -> BaseModels.factorVae(gamma);
            case DAVA -> BaseModels.dava(DavaSettings.published(gamma, capacity, capacitySteps));
            case BETA_TCVAE -> BaseModels.betaTcvae(options.beta, weighting(options));
            case DIP_VAE_1 -> BaseModels.dipVaeI(gamma);
            case DIP_VAE_2 -> BaseModels.dipVaeII(gamma);
            case CONTROL_VAE -> BaseModels.controlVae(setPoint(options));
            case INFO_VAE -> BaseModels.infoVae(gamma);
            case WAE_MMD -> BaseModels.wassersteinAutoencoder(gamma);
            case IWAE -> BaseModels.importanceWeighted(options.samples);
            case VAMP_PRIOR -> BaseModels.vampPrior(options.samples);
            case RAE_L2 -> BaseModels.regularisedL2(options.beta, gamma);
            case RAE_GP -> BaseModels.regularisedGradientPenalty(options.beta, gamma);
            case GWAE -> Gwae.model(options.gwae.settings());
            case SIGMA_VAE -> FurtherModels.sigmaVae();
            case GECO -> FurtherModels.geco(options.tolerance);
            case SWAE -> FurtherModels.slicedWasserstein(gamma, fixedPrior(options));
            case AAE ->
                FurtherModels.adversarialAutoencoder(gamma, fixedPrior(options), AdversarialPrior.Answer.CROSS_ENTROPY);
            case ALI -> AdversarialModels.adversariallyLearnedInference();
            case VAE_GAN -> AdversarialModels.vaeGan(options.beta, gamma, DISCRIMINATOR_SPEED);
            case GUIDED_VAE -> GuidedModels.guidedVae(options.latents / 2);
            case DAGMM ->
                FurtherModels.dagmm(options.gwae.components, 0.1, 0.005, EstimatedMixture.Points.CODES_AND_FEATURES);
        };
    }

    /** One that has no parameters: they would not be trained. */
    private static LatentSampler fixedPrior(TrainVaeOptions options) {
        NamedPrior named = options.gwae.fixed();
        LatentSampler sampler = options.gwae.sampler(named, options.latents, RandomKey.of(options.seed));
        Ending.require(
                sampler.parameters().isEmpty(),
                "--prior must be normal, uniform or spherical for --model " + options.model + ", found " + named);
        return sampler;
    }

    private static Weighting weighting(TrainVaeOptions options) {
        return switch (options.weighting) {
            case STRATIFIED -> Weighting.STRATIFIED;
            case WEIGHTED -> Weighting.WEIGHTED;
            case STRATIFIED_COLUMNS -> Weighting.STRATIFIED_COLUMNS;
        };
    }

    private static Schedule setPoint(TrainVaeOptions options) {
        double start = ControlledKl.PUBLISHED_START;
        return options.capacityRise == null
                ? Schedule.linear(start, options.capacity(), options.capacitySteps())
                : ControlledKl.stairs(start, options.capacityRise, options.capacityPeriod, options.capacity());
    }

    /**
     * All of it, for images of a shape.
     *
     * @param image the shape of an image, [H, W, C]
     */
    static Recipe recipe(TrainVaeOptions options, Shape image) {
        Likelihood likelihood = switch (options.likelihood) {
            case BERNOULLI -> new Likelihood.Bernoulli();
            case GAUSSIAN -> new Likelihood.Gaussian(options.deviation);
        };
        return new Recipe(
                options.architecture.networks(image, options.latents),
                likelihood,
                base(options),
                regularisers(options),
                switch (options.optimiser()) {
                    case ADAM -> Adam.Settings.adam();
                    case RMSPROP -> RmsProp.Settings.standard();
                },
                options.learningRate(),
                options.batchSize);
    }

    static List<Regulariser> regularisers(TrainVaeOptions options) {
        return options.regularisers.stream().map(each -> of(each, options)).toList();
    }

    private static Regulariser of(Choices.Weighted each, TrainVaeOptions options) {
        double weight = options.weight(each);
        return switch (each.regulariser()) {
            case NONE -> Regularisers.none();
            case DST -> geometry("DST", new Measure.Distortion(), weight, options);
            case GMG ->
                geometry(
                        "GMG",
                        new Measure.Gap(GromovMongeGapOptions.of(
                                switch (options.solver) {
                                    case EXACT -> GromovMongeGapOptions.Mode.EXACT;
                                    case ROBUST -> GromovMongeGapOptions.Mode.ROBUST;
                                    case PAPER -> GromovMongeGapOptions.Mode.PAPER;
                                })),
                        weight,
                        options);
            case IRVAE -> Regularisers.isometric(weight);
            case HFS -> Regularisers.factorisedSupport(weight);
            case TOPDIS -> shift("TopDis", CloudDivergence.publishedRtd(), weight, options);
            case SHIFT_L2 -> shift("shift, L2", CloudDivergence.squaredDistance(), weight, options);
            case SHIFT_MMD -> shift("shift, MMD", CloudDivergence.maximumMeanDiscrepancy(), weight, options);
            case SHIFT_CHAMFER -> shift("shift, Chamfer", CloudDivergence.chamfer(), weight, options);
            case TOPO_AE -> Regularisers.topologicalSignature(weight);
            case RTD_AE -> Regularisers.representationTopology(weight);
        };
    }

    private static Regulariser shift(String name, CloudDivergence divergence, double weight, TrainVaeOptions options) {
        LatentTraversal all = LatentTraversal.standard().withImages(options.shiftImages);
        LatentTraversal walk = switch (options.shiftLatents) {
            case DECODED -> all.withReusedOutput();
            case FRESH -> all;
            case FRESH_ROOT_DEVIATION -> all.withLatents(LatentTraversal.Latents.FRESH_SAMPLE_OF_ROOT_DEVIATION);
            case OTHER_IMAGES -> all.withLatents(LatentTraversal.Latents.OTHER_IMAGES);
            case MEAN -> all.withLatents(LatentTraversal.Latents.MEAN);
        };
        GivesWay givesWay = switch (options.giveWay) {
            case NEVER -> GivesWay.NEVER;
            case RECONSTRUCTION -> GivesWay.TO_RECONSTRUCTION;
            case ALL -> GivesWay.TO_ALL;
        };
        return Regularisers.shift(name, new TopDis(walk, divergence), weight, options.shiftStart, givesWay);
    }

    private static Regulariser geometry(String name, Measure measure, double weight, TrainVaeOptions options) {
        Cost cost = switch (options.cost) {
            case SQUARED_EUCLIDEAN -> Cost.squaredEuclidean();
            case COSINE_SIMILARITY -> Cost.cosineSimilarity();
            case COSINE_DISTANCE -> Cost.cosineDistance();
            case INNER_PRODUCT -> Cost.innerProduct();
        };
        Latents latents = switch (options.latentSource) {
            case MEAN -> Latents.MEAN;
            case SAMPLE -> Latents.SAMPLE;
        };
        List<Placement> placements = switch (options.placement) {
            case ENCODER -> List.of(Placement.ENCODER);
            case DECODER -> List.of(Placement.DECODER);
            case BOTH -> List.of(Placement.values());
        };
        List<WeightedTerm> terms = new ArrayList<>();
        for (Placement placement : placements) {
            GeometryPreservation term = new GeometryPreservation(placement, measure, cost)
                    .withLatents(latents)
                    .withDetachedLatents(options.detachLatents);
            terms.add(WeightedTerm.of(options.trainedScale ? term.withTrainedScale() : term, weight));
        }
        return new Regulariser(name, terms, GivesWay.NEVER);
    }
}
