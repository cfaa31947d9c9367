package org.gaspard.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.examples.report.AnimatedGif;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.ImageGrid;
import org.gaspard.examples.report.Images;
import org.gaspard.examples.report.Picture;
import org.gaspard.tensor.Tensor;

/** Pictures of sequences, true ones above foretold ones, as sheets and as animations. */
final class SequencePictures {

    private static final int SHOWN_SIDE = 64;
    private static final int MILLISECONDS = 250;

    private SequencePictures() {}

    /**
     * Adds a sheet with a column for each frame, and an animation with a column for each sequence.
     *
     * @param name of both files
     * @param kinds sequences by what they are, each [N, frames, H, W, C]
     */
    static void add(HtmlReport report, String name, String caption, List<String> kinds, List<Tensor> sequences) {
        report.picture(name, caption, sheet(kinds, sequences))
                .animation(name + "-moving", caption, animation(kinds, sequences));
    }

    private static Picture sheet(List<String> kinds, List<Tensor> sequences) {
        Tensor first = sequences.getFirst();
        int frames = first.extent(1);
        List<Tensor> rows = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < first.extent(0); i++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                rows.add(sequences.get(kind).index(0, i));
                captions.add(kinds.get(kind));
            }
        }
        return ImageGrid.ofColumns(frames)
                .zoom(zoom(first))
                .rowCaptions(captions)
                .columnCaptions(
                        IntStream.range(0, frames).mapToObj(t -> "t = " + t).toList())
                .draw(images(Tensor.concatenate(0, rows)));
    }

    private static AnimatedGif animation(List<String> kinds, List<Tensor> sequences) {
        Tensor first = sequences.getFirst();
        ImageGrid grid = ImageGrid.ofColumns(first.extent(0)).zoom(zoom(first)).rowCaptions(kinds);
        List<Picture> frames = IntStream.range(0, first.extent(1))
                .mapToObj(t -> grid.draw(images(Tensor.concatenate(
                        0, sequences.stream().map(each -> each.index(1, t)).toList()))))
                .toList();
        // There and back, so that nothing jumps.
        List<Picture> both =
                Stream.concat(frames.stream(), frames.reversed().stream()).toList();
        return AnimatedGif.of(both).delay(MILLISECONDS);
    }

    private static int zoom(Tensor sequences) {
        return Math.max(1, SHOWN_SIDE / sequences.extent(2));
    }

    /** [M, H, W, C] as pictures. */
    private static Images images(Tensor images) {
        return new Images(
                images.toFloatArray(), images.extent(0), images.extent(1), images.extent(2), images.extent(3));
    }
}
