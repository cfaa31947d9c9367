package org.gaspard.datasets.catalogue;

import java.util.List;

/**
 * A set as its authors published it.
 *
 * @param page where it is described and downloaded
 * @param licence under which terms, as its page has them
 * @param files what a folder is to hold
 * @param note what to know before opening it: what is unpacked where, which part is left out; may be empty
 * @param reader opens a folder
 */
record Original(String page, String licence, List<ExpectedFile> files, String note, FolderReader reader) {

    Original {
        files = List.copyOf(files);
    }
}
