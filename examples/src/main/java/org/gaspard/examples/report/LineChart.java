package org.gaspard.examples.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves over a common axis, such as losses over steps.
 *
 * <pre>{@code
 * LineChart.titled("Loss").axes("step", "nats").logarithmic().smoothing(0.9)
 *         .draw(List.of(new LineChart.Series("train", steps, losses)))
 * }</pre>
 *
 * <p>With smoothing w the curve shown is {@code m_t / (1 − w^t), m_t = w m_{t−1} + (1 − w) y_t}, the exponential moving
 * average without the pull of its zero start, over a pale line of the values themselves. Points that are not finite, or
 * not positive on a logarithmic axis, are left out.
 *
 * @param title a line above; may be empty
 * @param xLabel what x is; may be empty
 * @param yLabel what y is; may be empty
 * @param logarithmicY whether y is shown by its logarithm
 * @param smoothing the weight w in [0, 1) of the past; 0 for none
 * @param width on the page
 * @param height on the page
 */
public record LineChart(
        String title, String xLabel, String yLabel, boolean logarithmicY, double smoothing, int width, int height) {

    private static final int SCALE = 2;
    private static final Font LEGEND = Drawing.font(13);
    private static final int LEGEND_PADDING = 16;
    private static final int LEGEND_LINE = 22;
    private static final double[] NOWHERE = {Double.NaN};

    /** The first seven distinguishable with the common colour-vision deficiencies (after Okabe and Ito). */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072b2),
            new Color(0xd55e00),
            new Color(0x009e73),
            new Color(0xcc79a7),
            new Color(0xe69f00),
            new Color(0x56b4e9),
            new Color(0x444444),
            new Color(0x7b3294),
            new Color(0x9a6324),
            new Color(0xa8b400));

    /** Checks smoothing and size. */
    public LineChart {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("smoothing must be in [0, 1), found " + smoothing);
        }
        if (width < 200 || height < 150) {
            throw new IllegalArgumentException("a chart must be at least 200 × 150, found " + width + " × " + height);
        }
    }

    /**
     * One curve.
     *
     * @param name for the legend, unique in a chart
     * @param x ascending
     * @param y as many
     */
    public record Series(String name, double[] x, double[] y) {

        /** Checks the lengths. */
        public Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "series " + name + " must have as many x as y, found " + x.length + " and " + y.length);
            }
        }

        Series smoothed(double weight) {
            double[] smooth = new double[y.length];
            double mean = 0;
            double mass = 0;
            for (int t = 0; t < y.length; t++) {
                mean = weight * mean + (1 - weight) * y[t];
                mass = weight * mass + (1 - weight);
                smooth[t] = mean / mass;
            }
            return new Series(name, x, smooth);
        }

        Series drawable(boolean positive) {
            int[] kept = IntStream.range(0, x.length)
                    .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]) && (!positive || y[i] > 0))
                    .toArray();
            return new Series(
                    name,
                    Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
                    Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
        }
    }

    /** A chart of 760 × 420 with plain axes and no smoothing. */
    public static LineChart titled(String title) {
        return new LineChart(title, "", "", false, 0, 760, 420);
    }

    /** The same with names for the axes. */
    public LineChart axes(String xLabel, String yLabel) {
        return new LineChart(title, xLabel, yLabel, logarithmicY, smoothing, width, height);
    }

    /** The same with a logarithmic y axis. */
    public LineChart logarithmic() {
        return new LineChart(title, xLabel, yLabel, true, smoothing, width, height);
    }

    /** The same with smoothed curves. */
    public LineChart smoothing(double weight) {
        return new LineChart(title, xLabel, yLabel, logarithmicY, weight, width, height);
    }

    /** The same in another size. */
    public LineChart size(int width, int height) {
        return new LineChart(title, xLabel, yLabel, logarithmicY, smoothing, width, height);
    }

    /**
     * Draws the curves. A curve without a single point to draw is only named, so that a run that diverged still has its
     * report.
     */
    public Picture draw(List<Series> series) {
        List<Series> points =
                series.stream().map(each -> each.drawable(logarithmicY)).toList();
        XYChart chart = chart(Range.of(points, logarithmicY));
        putLegend(chart, series);
        if (smoothing > 0) {
            for (int i = 0; i < points.size(); i++) {
                Series raw = points.get(i);
                var behind = new Series(raw.name() + " (raw)", raw.x(), raw.y());
                add(chart, behind, pale(color(i)), 1f).setShowInLegend(false);
            }
        }
        for (int i = 0; i < points.size(); i++) {
            Series curve = smoothing > 0 ? points.get(i).smoothed(smoothing) : points.get(i);
            XYSeries added = add(chart, curve, color(i), 1.8f);
            if (curve.x().length == 1) {
                added.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color(i));
            }
        }
        BufferedImage image = Drawing.paper(width, height, SCALE);
        Graphics2D g = Drawing.pen(image, SCALE);
        chart.paint(g, width, height);
        g.dispose();
        return new Picture(image, SCALE);
    }

    private XYChart chart(Range range) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(xLabel)
                .yAxisTitle(yLabel)
                .build();
        var style = chart.getStyler();
        style.setLocale(Locale.ROOT);
        style.setChartBackgroundColor(Drawing.PAPER);
        style.setChartFontColor(Drawing.INK);
        style.setChartTitleVisible(!title.isEmpty());
        style.setChartTitleFont(Drawing.bold(16));
        style.setChartTitlePadding(8);
        style.setLegendFont(LEGEND);
        style.setLegendPadding(LEGEND_PADDING);
        style.setLegendSeriesLineLength(LEGEND_LINE);
        style.setLegendBorderColor(Drawing.PAPER);
        style.setPlotBorderColor(Drawing.FAINT);
        style.setPlotGridLinesColor(Drawing.FAINT);
        style.setPlotGridLinesStroke(new BasicStroke(0.6f));
        style.setAxisTicksLineVisible(false);
        style.setAxisTitleFont(Drawing.bold(13));
        style.setAxisTickLabelsFont(Drawing.font(12));
        style.setAxisTickLabelsColor(Drawing.INK);
        style.setAxisTickMarksColor(Drawing.FAINT);
        style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        style.setXAxisTickMarkSpacingHint(110);
        style.setYAxisTickMarkSpacingHint(50);
        style.setXAxisTickLabelsFormattingFunction(Figures::text);
        style.setYAxisTickLabelsFormattingFunction(Figures::text);
        style.setYAxisLogarithmic(logarithmicY);
        style.setYAxisLogarithmicDecadeOnly(range.high() > 10 * range.low());
        // XChart puts ticks on equally spaced x of the data. These unevenly spaced points make it choose round numbers.
        double third = range.left() + (range.right() - range.left()) / 3.1;
        var uneven = new Series(" ", new double[] {range.left(), third, range.right()}, new double[] {
            range.low(), range.low(), range.high()
        });
        add(chart, uneven, new Color(0, true), 0.1f).setShowInLegend(false);
        return chart;
    }

    /** Below the axes in one line if it fits there, else at the right. */
    private void putLegend(XYChart chart, List<Series> series) {
        int length = series.stream()
                .mapToInt(each -> Drawing.width(each.name(), LEGEND) + LEGEND_LINE + 2 * LEGEND_PADDING)
                .sum();
        boolean below = length < width - 2 * LEGEND_PADDING;
        chart.getStyler()
                .setLegendPosition(below ? Styler.LegendPosition.OutsideS : Styler.LegendPosition.OutsideE)
                .setLegendLayout(below ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
    }

    /** Adds a curve; one without points becomes a single point that is not drawn, and says so in the legend. */
    private static XYSeries add(XYChart chart, Series series, Color color, float line) {
        XYSeries added = series.x().length == 0
                ? chart.addSeries(series.name() + " (nothing to draw)", NOWHERE, NOWHERE)
                : chart.addSeries(series.name(), series.x(), series.y());
        added.setMarker(SeriesMarkers.NONE);
        added.setLineColor(color);
        added.setLineStyle(new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return added;
    }

    /** The smallest box around all points; a unit box where there are none. */
    private record Range(double left, double right, double low, double high) {
        static Range of(List<Series> points, boolean positive) {
            var x = points.stream()
                    .flatMapToDouble(each -> Arrays.stream(each.x()))
                    .summaryStatistics();
            var y = points.stream()
                    .flatMapToDouble(each -> Arrays.stream(each.y()))
                    .summaryStatistics();
            return x.getCount() == 0
                    ? new Range(0, 1, positive ? 0.1 : 0, 1)
                    : new Range(x.getMin(), x.getMax(), y.getMin(), y.getMax());
        }
    }

    static Color color(int series) {
        return COLORS.get(series % COLORS.size());
    }

    /** A third of the colour on white. */
    private static Color pale(Color color) {
        return new Color(
                255 - (255 - color.getRed()) / 3,
                255 - (255 - color.getGreen()) / 3,
                255 - (255 - color.getBlue()) / 3);
    }
}
