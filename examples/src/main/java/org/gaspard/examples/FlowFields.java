package org.gaspard.examples;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.Picture;
import org.gaspard.examples.report.VectorField;
import org.gaspard.models.flow.FlowDerivatives;
import org.gaspard.models.flow.FlowPath;
import org.gaspard.models.flow.FlowVae;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;

/**
 * Potentials and their gradients on a plane of latents: through the mean code of some images and spanned by the two latent numbers that
 * the flow moves most.
 */
final class FlowFields {

    private static final int CELLS = 60;
    private static final int ARROWS = 15;
    private static final int PATHS = 4;

    private FlowFields() {}

    /** The plane of two latent numbers, the others as in a code. */
    private record Plane(float[] code, int first, int second, double reach) {

        /** The points at the middles of a square of cells, rows upwards, [cells², n]. */
        Tensor points(int cells) {
            float[] values = new float[cells * cells * code.length];
            for (int i = 0; i < cells * cells; i++) {
                System.arraycopy(code, 0, values, i * code.length, code.length);
                values[i * code.length + first] += (float) offset(i % cells, cells);
                values[i * code.length + second] += (float) offset(i / cells, cells);
            }
            return Tensor.wrap(Shape.of(cells * cells, code.length), new Storage.Floats(values));
        }

        private double offset(int cell, int cells) {
            return reach * ((2.0 * cell + 1) / cells - 1);
        }

        double left() {
            return code[first] - reach;
        }

        double bottom() {
            return code[second] - reach;
        }
    }

    /**
     * Adds a picture for each transformation.
     *
     * @param images whose codes show paths, [N, H, W, C]
     */
    static void add(HtmlReport report, ComposedSequences composed, Tensor images, List<String> transformations) {
        report.section("Potentials")
                .paragraph("The potential at t = 1, its gradient, and paths of codes, seen along the two latent numbers"
                        + " that the flow moves most; all other numbers are those of the mean of the codes shown.");
        FlowVae model = composed.model();
        Tensor codes = model.vae().codes(images).computedNow();
        for (int k = 0; k < transformations.size(); k++) {
            int flow = composed.order().get(k);
            String name = transformations.get(k);
            report.picture(
                    "potential-" + NamedComposition.slug(name),
                    "Transformation " + name + ".",
                    picture(model, flow, codes, name));
        }
    }

    private static Picture picture(FlowVae model, int flow, Tensor codes, String name) {
        int steps = 2 * ARROWS;
        List<Tensor> path = model.follow(codes, FlowPath.of(flow, model.flows().size(), steps));
        double[] moved = path.getLast().subtract(codes).abs().mean(0).toDoubleArray();
        int first = largest(moved, -1);
        int second = largest(moved, first);
        double reach = 0;
        for (Tensor each : path) {
            Tensor apart = each.subtract(codes.mean(0)).abs();
            reach = Math.max(
                    reach,
                    Math.max(
                            apart.index(1, first).max().item(),
                            apart.index(1, second).max().item()));
        }
        Plane plane = new Plane(codes.mean(0).toFloatArray(), first, second, 1.2 * Math.max(reach, 1e-3));
        double[] heights = derivatives(model, flow, plane.points(CELLS)).value().toDoubleArray();
        double[][] potential = new double[CELLS][CELLS];
        for (int i = 0; i < heights.length; i++) {
            potential[i / CELLS][i % CELLS] = heights[i];
        }
        Tensor gradient = derivatives(model, flow, plane.points(ARROWS)).gradient();
        double[] across = gradient.index(1, first).toDoubleArray();
        double[] up = gradient.index(1, second).toDoubleArray();
        double[][][] arrows = new double[ARROWS][ARROWS][];
        for (int i = 0; i < across.length; i++) {
            arrows[i / ARROWS][i % ARROWS] = new double[] {across[i], up[i]};
        }
        return VectorField.titled(name)
                .axes("z" + first, "z" + second)
                .draw(
                        potential,
                        arrows,
                        plane.left(),
                        plane.left() + 2 * plane.reach(),
                        plane.bottom(),
                        plane.bottom() + 2 * plane.reach(),
                        paths(path, first, second));
    }

    private static FlowDerivatives derivatives(FlowVae model, int flow, Tensor z) {
        return FlowDerivatives.of(
                model.settings().derivatives(),
                model.flows().get(flow).potential(),
                z,
                Tensor.scalar(1.0f),
                ForwardPass.evaluation());
    }

    private static int largest(double[] numbers, int but) {
        int best = but == 0 ? 1 : 0;
        for (int i = 0; i < numbers.length; i++) {
            if (i != but && numbers[i] > numbers[best]) {
                best = i;
            }
        }
        return best;
    }

    private static List<double[][]> paths(List<Tensor> latents, int first, int second) {
        List<double[][]> paths = new ArrayList<>();
        for (int i = 0; i < Math.min(PATHS, latents.getFirst().extent(0)); i++) {
            double[][] path = new double[latents.size()][];
            for (int t = 0; t < path.length; t++) {
                float[] z = latents.get(t).index(0, i).toFloatArray();
                path[t] = new double[] {z[first], z[second]};
            }
            paths.add(path);
        }
        return paths;
    }
}
