package org.gaspard.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.Permutation;
import org.gaspard.examples.GanDirections.Shown;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.ImageGrid;
import org.gaspard.examples.report.Images;
import org.gaspard.examples.report.LineChart;
import org.gaspard.examples.report.WholeFile;
import org.gaspard.models.gan.Gan;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** The page of a run of {@link GanDirections}, its pictures, and its figures as {@code directions.csv}. */
final class GanDirectionsReport {

    private static final int COLUMNS = 12;
    private static final int ROWS = 3;
    private static final int STOPS = 9;
    private static final int BASES = 2;
    private static final int SHOWN_SIDE = 64;
    /** Smoothing leaves about this many independent points in a curve. */
    private static final double POINTS = 60;

    private final GanDirections options;
    private final Gan gan;
    private final LabelledDataset data;

    GanDirectionsReport(GanDirections options, Gan gan, LabelledDataset data) {
        this.options = options;
        this.gan = gan;
        this.data = data;
    }

    /**
     * Writes everything into the run's folder.
     *
     * @param found the directions found
     * @param plain the candidates
     * @param losses the columns of the log
     * @return the page
     */
    Path write(List<Shown> found, List<Shown> plain, Map<String, double[]> losses) throws IOException {
        List<Shown> all = Stream.concat(found.stream(), plain.stream()).toList();
        HtmlReport report = new HtmlReport("Directions of a generator of " + options.dataset);
        report.section("Directions").paragraph(text());
        for (int base = 0; base < BASES; base++) {
            walks(report, all, base);
        }
        report.table(
                List.of("direction", "RTD", "change of the images", "RTD over change"),
                all.stream()
                        .map(each -> List.of(
                                each.name(),
                                each.effect().divergence(),
                                each.effect().change(),
                                each.effect().divergence() / each.effect().change()))
                        .toList());
        generator(report, losses);
        report.section("Settings").settings(options.all());
        report.section("Machine").settings(TrainingReport.machine());
        WholeFile.write(options.run.output.resolve("directions.csv"), csv(all));
        return report.write(options.run.output);
    }

    private String text() {
        return String.format(
                Locale.ROOT,
                "Each row moves one latent along a direction of length 1; the middle is the latent itself, and a step"
                    + " of the search was %s. Directions found are combinations of the components, which are those of"
                    + " GANSpace for the first layer, made orthogonal. The figures are means over batches of %d images"
                    + " that the search has not seen: the representation topology divergence of the images and the"
                    + " moved images as a loss of TopDis, and the change of an image over the mean distance of two"
                    + " images.",
                options.step,
                options.searchBatch);
    }

    private void walks(HtmlReport report, List<Shown> directions, int base) {
        double[] stops = IntStream.range(0, STOPS)
                .mapToDouble(i -> 2 * options.step * (2.0 * i / (STOPS - 1) - 1))
                .toArray();
        Tensor offsets = Tensor.of(stops, STOPS, 1);
        Tensor start = options.base(base);
        List<Tensor> walks = new ArrayList<>();
        for (Shown direction : directions) {
            Tensor moves = offsets.matmul(direction.vector().expand(0)).cast(start.dtype());
            walks.add(gan.generate(start.add(moves)));
        }
        report.picture(
                "walks-" + (base + 1),
                "Walks from random latent number " + (base + 1)
                        + ": along the directions found, then along the components.",
                ImageGrid.ofColumns(STOPS)
                        .zoom(zoom())
                        .rowCaptions(directions.stream()
                                .map(each -> String.format(
                                        Locale.ROOT,
                                        "%s, RTD %.2f, change %.2f",
                                        each.name(),
                                        each.effect().divergence(),
                                        each.effect().change()))
                                .toList())
                        .columnCaptions(Arrays.stream(stops)
                                .mapToObj(stop ->
                                        String.format(Locale.ROOT, "%.1f", stop).replace('-', '−'))
                                .toList())
                        .draw(shaped(Tensor.concatenate(0, walks).toFloatArray())));
    }

    private void generator(HtmlReport report, Map<String, double[]> losses) {
        int count = ROWS * COLUMNS;
        Permutation order = new Permutation(data.size(), options.run.seed);
        float[] real = new float[count * data.pixels()];
        data.readBatch(
                IntStream.range(0, count).map(i -> order.at(i % data.size())).toArray(), real);
        float[] fake = gan.generate(gan.draw(RandomKey.of(options.run.seed).child(-5), count))
                .toFloatArray();
        ImageGrid grid = ImageGrid.ofColumns(COLUMNS).zoom(zoom());
        report.section("Generator")
                .picture("data", "Random images of the data.", grid.draw(shaped(real)))
                .picture("generated", "Images of random latents.", grid.draw(shaped(fake)));
        double[] steps = losses.getOrDefault("step", new double[0]);
        List<LineChart.Series> series = Stream.of("discriminator", "generator")
                .map(name -> new LineChart.Series(name, steps, losses.getOrDefault(name, steps)))
                .toList();
        report.picture(
                "losses",
                "Losses; a discriminator that cannot tell has 1.39, the generator against it 0.69.",
                LineChart.titled("Losses")
                        .axes("step", "nats")
                        .smoothing(Math.max(0, 1 - POINTS / Math.max(1, steps.length)))
                        .draw(series));
    }

    private static String csv(List<Shown> directions) {
        StringBuilder csv = new StringBuilder("direction,rtd,change,vector\n");
        for (Shown each : directions) {
            csv.append(each.name())
                    .append(',')
                    .append(each.effect().divergence())
                    .append(',')
                    .append(each.effect().change())
                    .append(',')
                    .append(String.join(
                            " ",
                            Arrays.stream(each.vector().toDoubleArray())
                                    .mapToObj(Double::toString)
                                    .toList()))
                    .append('\n');
        }
        return csv.toString();
    }

    private int zoom() {
        return Math.max(1, SHOWN_SIDE / data.height());
    }

    private Images shaped(float[] pixels) {
        return new Images(pixels, pixels.length / data.pixels(), data.height(), data.width(), data.channels());
    }
}
