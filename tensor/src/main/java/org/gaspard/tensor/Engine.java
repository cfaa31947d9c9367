package org.gaspard.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * A backend with the plans it has compiled. Plans own memory, so the least recently used ones are dropped when there are
 * many or when they own more than a quarter of the heap.
 */
final class Engine {

    private static final int KEPT_PLANS = 256;
    private static final long KEPT_BYTES = Runtime.getRuntime().maxMemory() / 4;
    private static final Map<String, Engine> ENGINES = load();
    private static final String DEFAULT = System.getProperty("gaspard.backend", "cpu");
    private static final ScopedValue<Engine> CHOSEN = ScopedValue.newInstance();

    private final Backend backend;
    private final Map<Graph, Executable> plans = new LinkedHashMap<>(64, 0.75f, true);
    private long keptBytes;

    private Engine(Backend backend) {
        this.backend = backend;
    }

    private static Map<String, Engine> load() {
        Map<String, Engine> engines = new LinkedHashMap<>();
        for (Backend backend : ServiceLoader.load(Backend.class, Engine.class.getClassLoader())) {
            engines.put(backend.name(), new Engine(backend));
        }
        return engines;
    }

    static Engine named(String name) {
        Engine engine = ENGINES.get(name);
        if (engine == null) {
            throw new IllegalArgumentException("no backend named '" + name + "', there are " + ENGINES.keySet());
        }
        return engine;
    }

    static Engine current() {
        return CHOSEN.isBound() ? CHOSEN.get() : named(DEFAULT);
    }

    static <T> T with(String name, Supplier<T> task) {
        return ScopedValue.where(CHOSEN, named(name)).call(task::get);
    }

    static List<Backend> backends() {
        return ENGINES.values().stream().map(Engine::backend).toList();
    }

    Backend backend() {
        return backend;
    }

    Executable plan(Graph graph) {
        synchronized (plans) {
            Executable known = plans.get(graph);
            if (known != null) {
                return known;
            }
            Executable plan = backend.compile(graph);
            plans.put(graph, plan);
            keptBytes += plan.bytes();
            Iterator<Executable> oldest = plans.values().iterator();
            while (plans.size() > KEPT_PLANS || keptBytes > KEPT_BYTES && plans.size() > 1) {
                keptBytes -= oldest.next().bytes();
                oldest.remove();
            }
            return plan;
        }
    }

    /** Computes what is not computed yet of {@code tensors}, as one plan. */
    void evaluate(List<Tensor> tensors) {
        Tensor[] open = tensors.stream().filter(t -> !t.isComputed()).distinct().toArray(Tensor[]::new);
        if (open.length == 0) {
            return;
        }
        GraphBuilder.Layout layout = GraphBuilder.layout(Arrays.asList(open));
        if (Anomaly.isOn()) {
            Anomaly.check(this, layout);
        }
        List<Storage> results = new ArrayList<>(open.length);
        for (Tensor tensor : open) {
            results.add(Storage.allocate(tensor.dtype(), tensor.shape().size()));
        }
        plan(layout.graph()).run(layout.leafValues(), results);
        for (int i = 0; i < open.length; i++) {
            open[i].setComputed(results.get(i));
        }
    }
}
