/**
 * The data sets by name: what they consist of, who published them, which files a folder must hold, how to open them and
 * how to tell whether a folder is sound.
 *
 * <p>Facts about published sets (pages, licences, numbers of images) are stated where the publisher states them; checksums
 * are those of the publisher or, for MNIST, KMNIST and CelebA, those with which common tools check their downloads; sizes of
 * files are stated where they follow from the format. What is not certain is left out, and the page decides.
 */
@NullMarked
package org.gaspard.datasets.catalogue;

import org.jspecify.annotations.NullMarked;
