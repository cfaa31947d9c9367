package org.gaspard.tensor.tornado;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.TaskGraph;

/** Adds tasks of any number of arguments, for each of which {@link TaskGraph} has a method of its own. */
final class Tasks {

    private static final Map<Integer, Method> METHODS = methods();

    private Tasks() {}

    private static Map<Integer, Method> methods() {
        Map<Integer, Method> found = new HashMap<>();
        Arrays.stream(TaskGraph.class.getMethods())
                .filter(method -> method.getName().equals("task"))
                .forEach(method -> found.put(method.getParameterCount() - 2, method));
        return found;
    }

    static void add(TaskGraph graph, String id, Object task, List<Object> arguments) {
        Method method = METHODS.get(arguments.size());
        if (method == null) {
            throw new UnsupportedOperationException("TornadoVM takes no task of " + arguments.size()
                    + " arguments; split a concatenation of many tensors into several");
        }
        List<Object> all = new ArrayList<>(List.of(id, task));
        all.addAll(arguments);
        try {
            method.invoke(graph, all.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
