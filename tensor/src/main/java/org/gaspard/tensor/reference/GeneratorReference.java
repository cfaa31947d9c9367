package org.gaspard.tensor.reference;

import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.random.Philox;

/** Numbers from nothing or from a key. */
final class GeneratorReference {

    private GeneratorReference() {}

    static void compute(Generator op, List<Value> in, Value out) {
        switch (op) {
            case Generator.Full full ->
                Arrays.fill(
                        out.numbers(), Value.rounded(full.value(), out.type().dtype()));
            case Generator.Iota iota -> {
                for (int i = 0; i < out.numbers().length; i++) {
                    out.numbers()[i] = out.index(i)[iota.axis()];
                }
            }
            case Generator.RandomBits random -> {
                double[] key = in.getFirst().numbers();
                int stream = random.stream() + (in.size() == 2 ? (int) in.get(1).numbers()[0] : 0);
                int[] block = new int[4];
                for (int i = 0; i < out.numbers().length; i++) {
                    Philox.block(i / 4, 0, stream, random.domain(), (int) key[0], (int) key[1], block, 0);
                    int word = block[i % 4];
                    out.numbers()[i] = random.width() == 32 ? word : word >>> (32 - random.width());
                }
            }
        }
    }
}
