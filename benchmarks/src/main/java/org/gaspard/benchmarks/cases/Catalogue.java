package org.gaspard.benchmarks.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gaspard.models.flow.FlowDerivatives.Method;
import org.gaspard.ot.entropic.Form;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Shape;

/**
 * All cases. PyTorch's side has cases of the same names as those beside it, Ripser gets its input from ours; the check of
 * the fingerprints holds that both sides do the same.
 */
public final class Catalogue {

    private Catalogue() {}

    /** In the order in which they are listed and run. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Case gemm : List.of(gemm(256, 1000), gemm(1024, 40))) {
            cases.addAll(List.of(gemm, gemm.onThreads(1), gemm.onThreads(2)));
        }
        cases.addAll(convolutions());
        cases.addAll(elementwise());
        cases.addAll(training());
        cases.addAll(flows());
        cases.addAll(barcodes());
        cases.add(topologicalLoss());
        cases.addAll(transport());
        cases.add(dci());
        cases.addAll(Methods.cases());
        return List.copyOf(cases);
    }

    /** The case of that name. */
    public static Optional<Case> find(String name) {
        return cases().stream().filter(c -> c.name().equals(name)).findFirst();
    }

    private static Case gemm(int n, int iterations) {
        String description = "product of two float32 matrices " + n + "x" + n;
        return new Case("gemm-" + n, description, iterations, scale -> new MatrixProduct(scale.of(n, 5)))
                .withFlops(MatrixProduct.flops(n));
    }

    private static List<Case> convolutions() {
        int batch = 64;
        double flops = Convolutions.flops(batch);
        String layers = " of the VAE's four 4x4 stride-2 convolutions 1-32-32-64-64, batch 64";
        return List.of(
                new Case("conv-forward", "forward pass" + layers, 40, s -> Convolutions.forward(s.of(batch, 1)))
                        .withLayouts()
                        .withFlops(flops),
                new Case(
                                "conv-backward",
                                "gradients in images, weights and bias" + layers,
                                20,
                                s -> Convolutions.backward(s.of(batch, 1)))
                        .withLayouts()
                        .withFlops(2 * flops),
                new Case(
                                "deconv-forward",
                                "forward pass" + layers + ", transposed as in the decoder",
                                40,
                                s -> Convolutions.transposed(s.of(batch, 1)))
                        .withLayouts()
                        .withFlops(flops));
    }

    private static List<Case> elementwise() {
        int numbers = 1 << 23;
        return List.of(
                new Case(
                        "elementwise",
                        "ten elementwise operations in a row on 8 M numbers, built and computed each time",
                        10,
                        s -> Eager.chain(s.of(numbers, 20))),
                new Case(
                        "softmax",
                        "softmax of the rows of a matrix 4096x1000",
                        100,
                        s -> new Kept(
                                List.of(Pattern.numbers(1, 5, Shape.of(s.of(4096, 3), s.of(1000, 7)))),
                                in -> List.of(Activations.softmax(in.getFirst(), -1)))),
                new Case(
                        "small-ops",
                        "500 small operations on numbers [64, 10], built and computed each time",
                        300,
                        s -> Eager.rounds(s.of(50, 2))));
    }

    private static List<Case> training() {
        int batch = 64;
        int width = 1000;
        return List.of(
                vae("vae-step-1x64", "batch 64, 1 channel", 64, 1, 15),
                vae("vae-step-3x64", "batch 64, 3 channels", 64, 3, 15),
                vae("vae-step-256", "batch 256, 1 channel", 256, 1, 5),
                new Case(
                                "gan-penalty-step",
                                "training step of a 64x64x3 conv critic with gradient penalty and Adam, batch 64",
                                3,
                                s -> LossTraining.critic(s.of(batch, 1)))
                        .withLayouts(),
                new Case(
                                "gwae-step",
                                "training step of a 64x64x3 Gromov-Wasserstein autoencoder, 64 latents, five updates of"
                                        + " its critic, RMSprop, batch 64",
                                2,
                                s -> new GwaeTraining(s.of(batch, 4)))
                        .withLayouts(),
                new Case(
                                "mlp-step",
                                "training step of an MLP of six layers of 1000 with Adam, batch 64",
                                30,
                                s -> LossTraining.classifier(s.of(batch, 3), s.of(width, 5)))
                        .withFlops(LossTraining.classifierFlops(batch, width)));
    }

    private static Case vae(String name, String what, int batch, int channels, int iterations) {
        String description = "training step of the 64x64 conv VAE with Adam, " + what;
        return new Case(name, description, iterations, scale -> new VaeTraining(scale.of(batch, 2), channels))
                .withLayouts()
                .withFlops(VaeTraining.flops(batch, channels));
    }

    private static List<Case> flows() {
        String step =
                "training step of a flow factorised VAE of sequences of 9 images 28x28x3, width and latents 32, Adam,"
                        + " batch 32";
        return List.of(
                new Case("flow-step", step, 15, s -> new FlowTraining(s.of(32, 2), s.of(32, 4))).withLayouts(),
                new Case(
                                "flow-step-by-frame",
                                step + "; the peer decodes frame after frame",
                                15,
                                s -> new FlowTraining(s.of(32, 2), s.of(32, 4)))
                        .withLayouts(),
                potential("flow-derivatives-autodiff", "by differentiation", Method.AUTODIFF),
                potential("flow-derivatives-closed", "written out", Method.CLOSED_FORM));
    }

    private static Case potential(String name, String how, Method method) {
        String description = "gradient of a loss of a potential's derivatives and products with its Hessian, " + how
                + ", 324 latents, batch 128";
        return new Case(name, description, 90, s -> PotentialDerivatives.of(method, s.of(128, 3), s.of(324, 6)));
    }

    private static List<Case> barcodes() {
        Case sphere = Case.ofBars(
                "rips-sphere-dim2",
                "bars up to dimension 2 of 192 points of the unit sphere, Z/2",
                1,
                s -> RipsBarcode.of(Clouds.sphere(1, s.of(192, 20)), 2));
        Case cube = Case.ofBars(
                "rips-random-dim1-1000",
                "bars up to dimension 1 of 1000 points of the unit cube, Z/2",
                1,
                s -> RipsBarcode.of(Clouds.cube(1, s.of(1000, 20)), 1));
        Case large = Case.ofBars(
                "rtd-500",
                "cross-barcode MIN of dimension 1 of two clouds of 500 points of the unit cube",
                1,
                s -> CrossBarcodes.of(1, s.of(500, 10)));
        Case small = Case.ofBars(
                "rtd-64",
                "cross-barcode MIN of dimension 1 of two clouds of 64 points of the unit cube",
                30,
                s -> CrossBarcodes.of(1, s.of(64, 8)));
        Case batch = Case.ofBars(
                "rtd-64-batch",
                "a batch of 16 cross-barcodes as in rtd-64",
                2,
                s -> CrossBarcodes.of(s.of(16, 2), s.of(64, 8)));
        List<Case> cases = new ArrayList<>();
        for (Case each : List.of(sphere, cube, large)) {
            cases.addAll(List.of(each.onThreads(1), each.onThreads(2)));
        }
        cases.addAll(List.of(small.onThreads(1), batch.onThreads(2)));
        return cases;
    }

    private static Case dci() {
        int[] sizes = {3, 6, 40, 32, 32};
        return new Case(
                        "dci-dsprites",
                        "DCI by gradient boosting: 10,000 and 5,000 codes of 10 dimensions, factors of 3, 6, 40, 32,"
                                + " 32",
                        1,
                        s -> LearnedCodes.dci(s.of(10_000, 60), s.of(5_000, 30), sizes, 10))
                .beside(new Peer.ScikitLearn())
                .ofMinutes();
    }

    private static List<Case> transport() {
        return List.of(
                pot(
                        "sinkhorn-2048",
                        "100 Sinkhorn iterations on the kernel, 2048 x 2048",
                        2,
                        s -> Transport.sinkhorn(s.of(2048, 20), Form.KERNEL, 100)),
                pot(
                        "sinkhorn-log-2048",
                        "10 Sinkhorn iterations in the log domain, 2048 x 2048",
                        1,
                        s -> Transport.sinkhorn(s.of(2048, 20), Form.LOG, 10)),
                pot(
                        "emd-2048",
                        "exact transport between 2048 and 2048 weighted points",
                        1,
                        s -> Transport.exact(s.of(2048, 20))),
                pot(
                        "entropic-gw-64",
                        "10 x 50 iterations of entropic Gromov-Wasserstein, 64 x 64",
                        20,
                        s -> Transport.entropicGromov(s.of(64, 8))),
                pot(
                        "entropic-gw-1024",
                        "10 x 50 iterations of entropic Gromov-Wasserstein, 1024 x 1024",
                        1,
                        s -> Transport.entropicGromov(s.of(1024, 8))),
                pot(
                        "exact-gw-256",
                        "conditional gradients of Gromov-Wasserstein, 256 x 256",
                        2,
                        s -> Transport.exactGromov(s.of(256, 8))),
                new Case(
                                "gmg-batch-64",
                                "Gromov-Monge gap of 64 latents and images 64x64x3 with its gradients",
                                50,
                                s -> Transport.gap(s.of(64, 6), s.of(64 * 64 * 3, 12)))
                        .beside(new Peer.Target(5e-3)));
    }

    private static Case pot(String name, String description, int iterations, Function<Case.Scale, Workload> workload) {
        return new Case(name, description, iterations, workload).beside(new Peer.Pot());
    }

    private static Case topologicalLoss() {
        return new Case(
                        "topdis-loss-64",
                        "TopDis loss of two batches of 64 images 64x64x1 and its gradients",
                        15,
                        s -> TopologicalLoss.of(s.of(64, 6), s.of(64, 8)))
                .beside(new Peer.Target(15e-3))
                .withThreads(2);
    }
}
