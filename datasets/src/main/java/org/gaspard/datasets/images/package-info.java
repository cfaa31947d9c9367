/**
 * What is done to data sets before training: preprocessing of images, statistics of their channels, splits and random
 * augmentation; and the operations on images behind them, on {@code float} arrays in HWC order:
 * {@link org.gaspard.datasets.images.AffineWarp} and {@link org.gaspard.datasets.images.Hsv}.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[D79] C. E. Duchon. Lanczos filtering in one and two dimensions. Journal of Applied Meteorology 18, 1979.
 *   <li>[K81] R. G. Keys. Cubic convolution interpolation for digital image processing. IEEE Transactions on Acoustics,
 *       Speech, and Signal Processing 29, 1981.
 *   <li>[S78] A. R. Smith. Color gamut transform pairs. SIGGRAPH 1978.
 *   <li>[W90] G. Wolberg. Digital image warping. IEEE Computer Society Press, 1990.
 * </ul>
 */
@NullMarked
package org.gaspard.datasets.images;

import org.jspecify.annotations.NullMarked;
