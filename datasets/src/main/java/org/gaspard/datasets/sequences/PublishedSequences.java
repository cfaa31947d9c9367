package org.gaspard.datasets.sequences;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.datasets.images.PixelGrid;

/**
 * The sequences of [SKSW23] with the parameters of its published program.
 *
 * <table>
 * <caption>Sequences</caption>
 * <tr><th>data</th><th>transformations</th><th>frames T + 1</th></tr>
 * <tr><td>MNIST</td><td>scaling, rotation, hue</td><td>9</td></tr>
 * <tr><td>3D Shapes</td><td>floor, wall and object hue, scale, orientation</td><td>8</td></tr>
 * <tr><td>Falcor3D</td><td>all 7 factors</td><td>5</td></tr>
 * <tr><td>Isaac3D</td><td>the last 8 of 9 factors</td><td>4</td></tr>
 * </table>
 */
public final class PublishedSequences {

    private PublishedSequences() {}

    /**
     * Red digits that are scaled by 1, 1.1, …, 1.8, rotated by 0, 10, …, 80 degrees, or whose hue is turned by 0, 20, …, 160
     * degrees. The program states hues as 180, 200, …, 340 degrees, from which it takes π.
     *
     * <p>Scaling and rotation are about {@code (width/2, height/2)}, (14, 14) for digits. The program leaves the convention of
     * its warps to the default of the library it calls, taken here to be {@link PixelGrid#CORNERS}; then the centre of digits is
     * half a pixel off, at (13.5, 13.5). {@link PixelGrid#AREAS_BETWEEN_CORNERS} is what the other value of that
     * library's switch gives, {@link PixelGrid#AREAS} rotates about the true centre.
     *
     * @throws IllegalArgumentException if the images have more than one channel
     */
    public static TransformationSequences mnist(ImageDataset digits, PixelGrid grid) {
        return likeDigits(digits, Colouring.RED, grid);
    }

    /** Any images under the transformations of {@link #mnist}, in other colours if need be. */
    public static TransformationSequences likeDigits(ImageDataset images, Colouring colouring, PixelGrid grid) {
        return TransformationSequences.of(
                images,
                colouring,
                List.of(
                        Transformation.scaling(grid, steps(t -> 1 + t / 10.0)),
                        Transformation.rotation(grid, steps(t -> 10 * t)),
                        Transformation.hue(steps(t -> 20 * t))));
    }

    private static double[] steps(IntToDoubleFunction value) {
        return IntStream.range(0, 9).mapToDouble(value).toArray();
    }

    /**
     * Sequences along the factors of {@link org.gaspard.datasets.rendered.Shapes3D} or
     * {@link org.gaspard.datasets.files.Shapes3dFile}, always from position 0: of the 10 hues the first 8, all 8 scales, of
     * the 15 orientations the first 8. The shape is never changed.
     *
     * @throws IllegalArgumentException if the factors do not have the sizes 10, 10, 10, 8, 4, 15
     */
    public static FactorSequences shapes3d(FactoredDataset shapes) {
        checkSizes(shapes, 10, 10, 10, 8, 4, 15);
        return FactorSequences.of(shapes, new int[] {0, 1, 2, 3, 5}, 8, new FactorSequences.Start.First());
    }

    /**
     * Sequences along all factors of Falcor3D; see {@link org.gaspard.datasets.files.NumberedFolder#falcor3dGrid}. The
     * program does {@link FactorSequences.Start.Carrying}; the other modes change one factor only.
     *
     * @throws IllegalArgumentException if the factors do not have the sizes 5, 6, 6, 6, 6, 6, 6
     */
    public static FactorSequences falcor3d(FactoredDataset images, FactorSequences.Start start) {
        checkSizes(images, 5, 6, 6, 6, 6, 6, 6);
        return FactorSequences.of(images, new int[] {0, 1, 2, 3, 4, 5, 6}, 5, start);
    }

    /**
     * Sequences along all factors of Isaac3D or {@link org.gaspard.datasets.rendered.RobotArm} except the first, the shape of
     * the object. The program does {@link FactorSequences.Start.Carrying}, and so shows shape 0 and, where it carries
     * from the second factor, shape 1.
     *
     * @throws IllegalArgumentException if the factors do not have the sizes 3, 8, 5, 4, 4, 4, 6, 4, 4
     */
    public static FactorSequences isaac3d(FactoredDataset images, FactorSequences.Start start) {
        checkSizes(images, 3, 8, 5, 4, 4, 4, 6, 4, 4);
        return FactorSequences.of(images, new int[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, start);
    }

    private static void checkSizes(FactoredDataset data, int... sizes) {
        int[] found = data.factors().stream().mapToInt(Factor::size).toArray();
        if (!Arrays.equals(found, sizes)) {
            throw new IllegalArgumentException("factors of " + data.name() + " have sizes " + Arrays.toString(found)
                    + ", expected " + Arrays.toString(sizes));
        }
    }
}
