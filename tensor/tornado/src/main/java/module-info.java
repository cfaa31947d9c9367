import org.gaspard.tensor.Backend;
import org.gaspard.tensor.tornado.TornadoBackend;

/** Tensors computed on a GPU through TornadoVM. */
@org.jspecify.annotations.NullMarked
module org.gaspard.tensor.tornado {
    requires static org.jspecify;
    requires transitive org.gaspard.tensor;
    requires tornado.api;

    exports org.gaspard.tensor.tornado;

    provides Backend with
            TornadoBackend;
}
