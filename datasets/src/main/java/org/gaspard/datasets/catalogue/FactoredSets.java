package org.gaspard.datasets.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.files.Cars3dFiles;
import org.gaspard.datasets.files.Faces3dFile;
import org.gaspard.datasets.files.Mpi3dFile;
import org.gaspard.datasets.files.NumberedFolder;
import org.gaspard.datasets.files.SmallNorbFiles;
import org.gaspard.datasets.images.Filter;
import org.gaspard.datasets.images.Preprocessing;

/** Published sets of all combinations of factors. */
final class FactoredSets {

    private static final String MPI3D_PAGE = "https://github.com/rr-learning/disentanglement_dataset";
    private static final String NIE_2020 =
            "W. Nie et al. Semi-supervised StyleGAN for disentanglement learning. ICML 2020.";
    private static final int CARS = 183;
    private static final int NORB_PART = 24_300;

    private FactoredSets() {}

    static List<CatalogueEntry> entries() {
        return List.of(
                cars(),
                norb(),
                mpi3d("mpi3d", "an object moved by a robot arm: toy, realistic or real", Mpi3dFile.simpleGrid()),
                mpi3d("mpi3d-complex", "an object of daily life moved by a robot arm", Mpi3dFile.complexGrid()),
                faces(),
                numbered("falcor3d", "a living room in changing light", NumberedFolder.falcor3dGrid()),
                numbered("isaac3d", "a robot arm in a kitchen", NumberedFolder.isaac3dGrid()));
    }

    private static Preprocessing reduced(Filter filter) {
        return Preprocessing.none().resize(64, 64, filter);
    }

    private static CatalogueEntry cars() {
        return CatalogueEntry.of(
                        "cars3d",
                        "car models from all sides",
                        new Extent(4 * 24 * CARS, 0, 128, 128, 3),
                        List.of(
                                Factor.linear("elevation", 0, 3, 4),
                                Factor.linear("azimuth", 0, 345, 24),
                                Factor.linear("object", 0, CARS - 1, CARS)),
                        "S. Reed, Y. Zhang, Y. Zhang, H. Lee. Deep visual analogy-making. NeurIPS 2015.")
                .published(new Original(
                        "http://www.scottreed.info/files/nips2015-analogy-data.tar.gz",
                        "none stated",
                        List.of(ExpectedFile.many(CARS, "*.mat")),
                        "The folder is data/cars of the archive. The images are kept in memory (863 MB).",
                        at -> ImageParts.of(Cars3dFiles.read(at))))
                .preparedBy(reduced(Filter.LANCZOS3));
    }

    private static CatalogueEntry norb() {
        return CatalogueEntry.of(
                        "smallnorb",
                        "photographs of toys, the left camera",
                        new Extent(2 * NORB_PART, 0, 96, 96, 1),
                        List.of(
                                Factor.linear("category", 0, 4, 5),
                                Factor.linear("instance", 0, 9, 10),
                                Factor.linear("elevation", 30, 70, 9),
                                Factor.linear("azimuth", 0, 340, 18),
                                Factor.linear("lighting", 0, 5, 6)),
                        "Y. LeCun, F. J. Huang, L. Bottou. Learning methods for generic object recognition with "
                                + "invariance to pose and lighting. CVPR 2004.")
                .published(new Original(
                        "https://cs.nyu.edu/~ylclab/data/norb-v1.0-small/",
                        "for research; it cannot be sold",
                        Stream.of("training", "testing")
                                .flatMap(part -> Stream.of(
                                        norbFile(part, "dat", 24 + 2L * 96 * 96 * NORB_PART),
                                        norbFile(part, "cat", 20 + 4L * NORB_PART),
                                        norbFile(part, "info", 20 + 16L * NORB_PART)))
                                .toList(),
                        "The files are gzipped for download and must be unpacked. Both parts together are the grid.",
                        at -> ImageParts.of(SmallNorbFiles.all(at, SmallNorbFiles.Camera.LEFT))))
                .preparedBy(reduced(Filter.LANCZOS3));
    }

    private static ExpectedFile norbFile(String part, String kind, long bytes) {
        return ExpectedFile.one(ExpectedFile.Form.sized("*-" + part + "-" + kind + ".mat", bytes));
    }

    private static CatalogueEntry mpi3d(String name, String title, FactorGrid grid) {
        return CatalogueEntry.of(
                        name,
                        title,
                        new Extent(grid.size(), 0, 64, 64, 3),
                        grid.factors(),
                        "M. W. Gondal et al. On the transfer of inductive bias from simulation to the real world: a "
                                + "new disentanglement dataset. NeurIPS 2019.")
                .published(new Original(
                        MPI3D_PAGE,
                        "CC BY 4.0",
                        List.of(ExpectedFile.one(ExpectedFile.Form.of("*.npz"))),
                        "The images are unpacked once into an npy file of "
                                + Extent.number(grid.size() * 12_288L / 1_000_000) + " MB beside the archive.",
                        at -> {
                            Path file = Places.file(at, ".npz");
                            return ImageParts.of(Mpi3dFile.read(file, Places.unpacked(file)));
                        }));
    }

    private static CatalogueEntry faces() {
        FactorGrid grid = Faces3dFile.publishedGrid();
        return CatalogueEntry.of(
                        "faces3d",
                        "renderings of the Basel face model",
                        new Extent(grid.size(), 0, 64, 64, 1),
                        grid.factors(),
                        "R. T. Q. Chen, X. Li, R. Grosse, D. Duvenaud. Isolating sources of disentanglement in "
                                + "variational autoencoders. NeurIPS 2018.")
                .published(new Original(
                        "https://github.com/rtqichen/beta-tcvae",
                        "not distributed freely: the face model asks for an agreement",
                        List.of(ExpectedFile.one(ExpectedFile.Form.of("*.pth"))),
                        "The images are kept in memory (520 MB).",
                        at -> ImageParts.of(Faces3dFile.read(Places.file(at, ".pth")))));
    }

    private static CatalogueEntry numbered(String name, String title, FactorGrid grid) {
        return CatalogueEntry.of(name, title, new Extent(grid.size(), 0, 0, 0, 3), grid.factors(), NIE_2020)
                .published(new Original(
                        "https://github.com/NVlabs/High-res-disentanglement-datasets",
                        "CC BY 4.0",
                        List.of(ExpectedFile.many(grid.size(), "*.png")),
                        "Each image is decoded when it is read; the edition of 128×128 pixels is quickest.",
                        at -> ImageParts.of(NumberedFolder.open(at, grid))))
                .preparedBy(reduced(Filter.TRIANGLE));
    }
}
