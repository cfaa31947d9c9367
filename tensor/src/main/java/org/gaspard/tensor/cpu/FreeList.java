package org.gaspard.tensor.cpu;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Working memories that wait for their next task; where none waits, one is made. Any thread may take and give back.
 *
 * @param <V> the working memory of one task
 */
final class FreeList<V> {

    private final Supplier<V> maker;
    private final ArrayDeque<V> free = new ArrayDeque<>();

    FreeList(Supplier<V> maker) {
        this.maker = maker;
    }

    V take() {
        synchronized (free) {
            V known = free.poll();
            if (known != null) {
                return known;
            }
        }
        return maker.get();
    }

    void giveBack(V value) {
        synchronized (free) {
            free.push(value);
        }
    }
}
