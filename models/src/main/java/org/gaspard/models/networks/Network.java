package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * A feed-forward network, as data: what it takes, its stages, and how its weights start. The shapes are checked when it is
 * written down.
 *
 * <p>The parameters of a stage are called by its kind and its number among the stages of that kind, from 1: "conv1", "conv2",
 * "fc1", "norm1" (transposed convolutions count as "conv"), or by the name of {@link Stage#named}. The names do not depend on
 * anything after the stage.
 *
 * @param input the shape of one example, [H, W, C] or [n]
 * @param stages from the first to the last
 * @param initialisation how weights and biases start
 */
public record Network(Shape input, List<Stage> stages, Initialisation initialisation) {

    /**
     * Copies the list and checks shapes and names.
     *
     * @throws IllegalArgumentException that names the first stage that does not take what the stage before it gives, with
     *     both shapes, or the first name that two stages share
     */
    public Network {
        stages = List.copyOf(stages);
        checkNames(stages);
        outputs(input, stages);
    }

    /** A network of the given stages. */
    public Network(Shape input, Initialisation initialisation, Stage... stages) {
        this(input, List.of(stages), initialisation);
    }

    private static void checkNames(List<Stage> stages) {
        Set<String> seen = new HashSet<>();
        for (String name : names(stages)) {
            if (!name.isEmpty() && !seen.add(name)) {
                throw new IllegalArgumentException("two stages are named " + name);
            }
        }
    }

    private static List<Shape> outputs(Shape input, List<Stage> stages) {
        List<Shape> shapes = new ArrayList<>();
        Shape at = input;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            try {
                at = stage.output(at);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "stage " + (i + 1) + " of " + stages.size() + " (" + stage.label() + ") " + e.getMessage(), e);
            }
            shapes.add(at);
        }
        return shapes;
    }

    private static List<String> names(List<Stage> stages) {
        Map<String, Integer> counts = new HashMap<>();
        return stages.stream()
                .map(stage -> switch (stage) {
                    case Stage.Named(String name, Stage inner) -> name;
                    case Stage other when other.kind().isEmpty() -> "";
                    case Stage other -> other.kind() + counts.merge(other.kind(), 1, Integer::sum);
                })
                .toList();
    }

    /** The shape of one example after each stage. */
    public List<Shape> outputs() {
        return outputs(input, stages);
    }

    /** The shape of one example at the end. */
    public Shape output() {
        return stages.isEmpty() ? input : outputs().getLast();
    }

    /** The name of each stage's parameters; empty for a stage that has none. */
    public List<String> names() {
        return names(stages);
    }

    /** How many numbers training changes in each stage. */
    public List<Long> parameterCounts() {
        List<Long> counts = new ArrayList<>();
        Shape at = input;
        for (Stage stage : stages) {
            counts.add(stage.parameterCount(at, initialisation));
            at = stage.output(at);
        }
        return counts;
    }

    /** How many numbers training changes. */
    public long parameterCount() {
        return parameterCounts().stream().mapToLong(n -> n).sum();
    }

    /** This one with other starting weights. */
    public Network withInitialisation(Initialisation other) {
        return new Network(input, stages, other);
    }

    /** This one with further stages at its end. */
    public Network then(Stage... further) {
        List<Stage> all = new ArrayList<>(stages);
        all.addAll(Arrays.asList(further));
        return new Network(input, all, initialisation);
    }

    /**
     * The layers, from [N, input...] to [N, output...].
     *
     * <p>The k-th stage, from 0, among those that are not a {@link Stage.Nonlinearity} draws its weights from
     * {@code key.child(k)}.
     *
     * @param name what the names of all parameters begin with, before a dot
     */
    public Sequential build(String name, RandomKey key) {
        List<Layer> layers = new ArrayList<>();
        List<String> names = names();
        Shape at = input;
        int child = 0;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            layers.add(stage.layer(name + "." + names.get(i), at, key.child(child), initialisation));
            at = stage.output(at);
            child += stage instanceof Stage.Nonlinearity ? 0 : 1;
        }
        return new Sequential(layers);
    }

    /**
     * The layers of several networks of one kind, such as those of the levels of a hierarchy.
     *
     * @param name to which each one's number is added, from 1
     * @param key of which each one has a child, from 0
     */
    public static List<Layer> build(List<Network> networks, String name, RandomKey key) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            layers.add(networks.get(i).build(name + (i + 1), key.child(i)));
        }
        return layers;
    }

    /** A table of the stages with their names, the shapes after them and their numbers of parameters. */
    public String summary() {
        return NetworkTable.of(this);
    }
}
