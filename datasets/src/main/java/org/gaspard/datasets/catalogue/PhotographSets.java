package org.gaspard.datasets.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.Mnist;
import org.gaspard.datasets.files.CelebAFolder;
import org.gaspard.datasets.files.Cifar10Files;
import org.gaspard.datasets.files.ImageFolder;
import org.gaspard.datasets.files.OmniglotFolder;
import org.gaspard.datasets.images.Filter;
import org.gaspard.datasets.images.Preprocessing;

/** Photographs and scans, of which classes or attributes are known at most. */
final class PhotographSets {

    private static final int SIDE = 64;
    /** The crop of CelebA that most variational autoencoders take. */
    private static final int FACE = 148;

    private static final String ATTRIBUTES = "5_o_Clock_Shadow Arched_Eyebrows Attractive Bags_Under_Eyes Bald Bangs "
            + "Big_Lips Big_Nose Black_Hair Blond_Hair Blurry Brown_Hair Bushy_Eyebrows Chubby Double_Chin Eyeglasses "
            + "Goatee Gray_Hair Heavy_Makeup High_Cheekbones Male Mouth_Slightly_Open Mustache Narrow_Eyes No_Beard "
            + "Oval_Face Pale_Skin Pointy_Nose Receding_Hairline Rosy_Cheeks Sideburns Smiling Straight_Hair Wavy_Hair "
            + "Wearing_Earrings Wearing_Hat Wearing_Lipstick Wearing_Necklace Wearing_Necktie Young";

    private PhotographSets() {}

    static List<CatalogueEntry> entries() {
        return List.of(
                digits(
                        "mnist",
                        "handwritten digits",
                        "http://yann.lecun.com/exdb/mnist/",
                        "see the page",
                        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. Gradient-based learning applied to document "
                                + "recognition. Proceedings of the IEEE, 1998.",
                        "f68b3c2dcbeaaa9fbdd348bbdeb94873",
                        "d53e105ee54ea40749a09fcbcd1e9432",
                        "9fb629c4189551a2d022fa330f9573f3",
                        "ec29112dd5afa0611ce80d1b7f02629c"),
                digits(
                        "fashion-mnist",
                        "articles of clothing",
                        "https://github.com/zalandoresearch/fashion-mnist",
                        "MIT License",
                        "H. Xiao, K. Rasul, R. Vollgraf. Fashion-MNIST: a novel image dataset for benchmarking machine "
                                + "learning algorithms. arXiv:1708.07747, 2017.",
                        "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                        "25c81989df183df01b3e8a0aad5dffbe",
                        "bef4ecab320f06d8554ea6380940ec79",
                        "bb300cfdad3c16e7a12a480ee83cd310"),
                digits(
                        "kmnist",
                        "handwritten hiragana",
                        "https://github.com/rois-codh/kmnist",
                        "CC BY-SA 4.0",
                        "T. Clanuwat et al. Deep learning for classical Japanese literature. arXiv:1812.01718, 2018.",
                        "bdb82020997e1d708af4cf47b453dcf7",
                        "e144d726b3acfaa3e44228e80efcd344",
                        "5c965bf0a639b31b8f53240b1b52f4d7",
                        "7320c461ea6c1c855c0b718fb2a4b134"),
                cifar(),
                celebA(),
                omniglot(),
                CatalogueEntry.of(
                                "image-folder",
                                "PNG and JPEG files of a folder, or of its sub-folders as classes",
                                new Extent(0, 0, SIDE, SIDE, 3),
                                List.of(),
                                "that of the images.")
                        .published(new Original(
                                "your own files",
                                "that of the images",
                                List.of(),
                                "The largest centred square of each image is resized to 64×64 when it is read.",
                                at -> ImageParts.of(ImageFolder.fitted(at, 3, SIDE, SIDE)))));
    }

    private static List<Factor> classes(String name, int count) {
        return List.of(Factor.linear(name, 0, count - 1, count));
    }

    /** A set of the layout of MNIST, with the checksums of its four packed files. */
    private static CatalogueEntry digits(
            String name, String title, String page, String licence, String citation, String... md5) {
        return CatalogueEntry.of(name, title, new Extent(60_000, 10_000, 28, 28, 1), classes("label", 10), citation)
                .published(new Original(
                        page,
                        licence,
                        List.of(
                                idx("train-images", 3, 16 + 784L * 60_000, md5[0]),
                                idx("train-labels", 1, 8 + 60_000, md5[1]),
                                idx("t10k-images", 3, 16 + 784L * 10_000, md5[2])
                                        .optional(),
                                idx("t10k-labels", 1, 8 + 10_000, md5[3]).optional()),
                        "",
                        at -> new ImageParts(
                                Mnist.train(at),
                                holds(at, "t10k-images*") ? Optional.of(Mnist.test(at)) : Optional.empty())));
    }

    private static ExpectedFile idx(String stem, int rank, long bytes, String md5) {
        String ending = "idx" + rank + "-ubyte";
        return ExpectedFile.one(
                ExpectedFile.Form.sized(stem + "-" + ending, bytes),
                ExpectedFile.Form.summed(stem + "-" + ending + ".gz", md5),
                ExpectedFile.Form.sized(stem + "." + ending, bytes),
                ExpectedFile.Form.summed(stem + "." + ending + ".gz", md5));
    }

    private static boolean holds(Path folder, String pattern) throws IOException {
        return !ExpectedFile.Form.of(pattern).in(folder).isEmpty();
    }

    private static CatalogueEntry cifar() {
        List<ExpectedFile> files = new ArrayList<>();
        IntStream.rangeClosed(1, 5).forEach(i -> files.add(records("data_batch_" + i + ".bin")));
        files.add(records("test_batch.bin").optional());
        return CatalogueEntry.of(
                        "cifar10",
                        "photographs of ten classes",
                        new Extent(50_000, 10_000, 32, 32, 3),
                        classes("label", 10),
                        "A. Krizhevsky. Learning multiple layers of features from tiny images. 2009.")
                .published(new Original(
                        "https://www.cs.toronto.edu/~kriz/cifar.html",
                        "none stated",
                        files,
                        "The binary version.",
                        at -> new ImageParts(
                                Cifar10Files.train(at),
                                holds(at, "test_batch.bin") ? Optional.of(Cifar10Files.test(at)) : Optional.empty())));
    }

    private static ExpectedFile records(String name) {
        return ExpectedFile.one(ExpectedFile.Form.sized(name, 3073L * 10_000));
    }

    private static CatalogueEntry celebA() {
        return CatalogueEntry.of(
                        "celeba",
                        "faces with attributes",
                        new Extent(162_770, 19_962, 218, 178, 3),
                        Arrays.stream(ATTRIBUTES.split(" "))
                                .map(attribute -> Factor.of(attribute, -1, 1))
                                .toList(),
                        "Z. Liu, P. Luo, X. Wang, X. Tang. Deep learning face attributes in the wild. ICCV 2015.")
                .published(new Original(
                        "https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html",
                        "for non-commercial research",
                        List.of(
                                ExpectedFile.many(202_599, "img_align_celeba/*.jpg"),
                                ExpectedFile.one(ExpectedFile.Form.summed(
                                        "list_attr_celeba.txt", "75e246fa4810816ffd6ee81facbd244c")),
                                ExpectedFile.one(ExpectedFile.Form.summed(
                                        "list_eval_partition.txt", "d32c9cbf5e040fd4025c592c306e6668"))),
                        "The parts for training and tests; the 19,867 images for validation are left out.",
                        at -> new ImageParts(
                                CelebAFolder.part(at, CelebAFolder.Part.TRAIN),
                                Optional.of(CelebAFolder.part(at, CelebAFolder.Part.TEST)))))
                .preparedBy(Preprocessing.none().centreCrop(FACE, FACE).resize(SIDE, SIDE, Filter.TRIANGLE));
    }

    private static CatalogueEntry omniglot() {
        return CatalogueEntry.of(
                        "omniglot",
                        "handwritten characters of fifty alphabets",
                        new Extent(19_280, 13_180, 105, 105, 1),
                        Stream.of(classes("alphabet", 30), classes("character", 964), classes("drawer", 20))
                                .flatMap(List::stream)
                                .toList(),
                        "B. M. Lake, R. Salakhutdinov, J. B. Tenenbaum. Human-level concept learning through "
                                + "probabilistic program induction. Science 350, 2015.")
                .published(new Original(
                        "https://github.com/brendenlake/omniglot",
                        "MIT License",
                        List.of(),
                        "The folder holds images_background, and images_evaluation for tests, as their archives have "
                                + "them. Each image is decoded when it is read.",
                        at -> {
                            Path tests = at.resolve("images_evaluation");
                            return new ImageParts(
                                    OmniglotFolder.open(at.resolve("images_background")),
                                    Files.isDirectory(tests)
                                            ? Optional.of(OmniglotFolder.open(tests))
                                            : Optional.empty());
                        }))
                .preparedBy(Preprocessing.none().resize(SIDE, SIDE, Filter.TRIANGLE));
    }
}
