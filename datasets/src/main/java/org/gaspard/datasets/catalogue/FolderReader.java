package org.gaspard.datasets.catalogue;

import java.io.IOException;
import java.nio.file.Path;

/** Opens the files of one published set. */
@FunctionalInterface
interface FolderReader {

    /** The images in a folder, or in the one file that the set consists of. */
    ImageParts read(Path at) throws IOException;
}
