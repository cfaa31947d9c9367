package org.gaspard.datasets.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gaspard.datasets.DSprites;
import org.gaspard.datasets.DSpritesFile;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.files.Shapes3dFile;
import org.gaspard.datasets.rendered.Picture;
import org.gaspard.datasets.rendered.RobotArm;
import org.gaspard.datasets.rendered.Shapes3D;
import org.gaspard.datasets.rendered.SpriteVariant;
import org.gaspard.datasets.rendered.XYObject;
import org.gaspard.datasets.rendered.XYSquares;

/** The sets that are drawn; some can also be read as published. */
final class DrawnSets {

    private static final int ARM_SIDE = 64;
    private static final long NUISANCE_SEED = 0;

    private static final String DSPRITES_2017 = "L. Matthey, I. Higgins, D. Hassabis, A. Lerchner. dSprites: "
            + "Disentanglement testing Sprites dataset. 2017.";
    private static final String LOCATELLO_2019 = "F. Locatello et al. Challenging common assumptions in the "
            + "unsupervised learning of disentangled representations. ICML 2019.";

    private DrawnSets() {}

    static List<CatalogueEntry> entries() {
        return List.of(
                CatalogueEntry.drawn("dsprites", "white sprites on black", DSPRITES_2017, DSprites::new)
                        .published(sprites(UnaryOperator.identity())),
                variant(
                        "color-dsprites",
                        "sprites in random colours",
                        source -> SpriteVariant.colored(source, NUISANCE_SEED)),
                variant(
                        "noisy-dsprites",
                        "sprites in coloured noise",
                        source -> SpriteVariant.noisy(source, NUISANCE_SEED)),
                variant(
                        "picture-dsprites",
                        "sprites that invert a painting, after Scream-dSprites",
                        source -> SpriteVariant.onPicture(source, Picture.painted(), NUISANCE_SEED)),
                CatalogueEntry.drawn(
                                "shapes3d",
                                "one solid in a room of three colours",
                                "C. Burgess, H. Kim. 3D Shapes dataset. 2018.",
                                Shapes3D::new)
                        .published(new Original(
                                "https://github.com/google-deepmind/3d-shapes",
                                "Apache License 2.0",
                                List.of(ExpectedFile.one(ExpectedFile.Form.of("*.h5"))),
                                "The images are unpacked once into an npy file of 5.9 GB beside 3dshapes.h5.",
                                at -> {
                                    Path file = Places.file(at, ".h5");
                                    return ImageParts.of(Shapes3dFile.read(file, Places.unpacked(file)));
                                })),
                CatalogueEntry.drawn(
                        "xysquares",
                        "three squares of one channel each",
                        "N. Michlo, R. Klein, S. James. Overlooked implications of the reconstruction loss for VAE "
                                + "disentanglement. IJCAI 2023.",
                        XYSquares::new),
                CatalogueEntry.drawn(
                        "xyobject",
                        "one square of varying place, size and colour",
                        "N. Michlo. Disent: a modular disentangled representation learning framework. 2021.",
                        XYObject::new),
                CatalogueEntry.drawn(
                        "robot-arm",
                        "a robot arm in a kitchen, after Isaac3D; slow in random order without a cache",
                        "W. Nie et al. Semi-supervised StyleGAN for disentanglement learning. ICML 2020.",
                        () -> new RobotArm(ARM_SIDE)));
    }

    private static CatalogueEntry variant(String name, String title, UnaryOperator<FactoredDataset> nuisance) {
        return CatalogueEntry.drawn(name, title, LOCATELLO_2019, () -> nuisance.apply(new DSprites()))
                .published(sprites(nuisance));
    }

    private static Original sprites(UnaryOperator<FactoredDataset> nuisance) {
        return new Original(
                "https://github.com/google-deepmind/dsprites-dataset",
                "Apache License 2.0; drawn with LÖVE, which is under the zlib/libpng licence",
                List.of(ExpectedFile.one(ExpectedFile.Form.of("*.npz"))),
                "",
                at -> ImageParts.of(nuisance.apply(DSpritesFile.read(Places.file(at, ".npz")))));
    }
}
