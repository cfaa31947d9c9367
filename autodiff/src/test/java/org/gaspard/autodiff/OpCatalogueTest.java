package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaspard.tensor.Op;
import org.junit.jupiter.api.Test;

/** No operation of the sealed hierarchy is without a case, and none that is differentiable without a gradient test. */
class OpCatalogueTest {

    private static final Set<String> NOT_DIFFERENTIABLE = Set.of(
            "SIGN",
            "FLOOR",
            "ROUND",
            "LESS",
            "LESS_EQUAL",
            "EQUAL",
            "ArgReduce",
            "ArgSort",
            "Full",
            "Iota",
            "RandomBits",
            "StopGradient",
            "HostCall");

    @Test
    void everyOperationHasACase() {
        Set<String> operations = names(Op.class).collect(Collectors.toCollection(TreeSet::new));
        assertThat(operations.remove("Leaf")).isTrue();
        assertThat(operations).hasSize(63);
        assertThat(tested(OpCases.all().stream())).isEqualTo(operations);
    }

    @Test
    void everyDifferentiableOperationHasAGradientTest() {
        Set<String> differentiable = names(Op.class).collect(Collectors.toCollection(TreeSet::new));
        differentiable.remove("Leaf");
        assertThat(differentiable).containsAll(NOT_DIFFERENTIABLE);
        differentiable.removeAll(NOT_DIFFERENTIABLE);
        assertThat(differentiable).hasSize(50);
        assertThat(tested(OpCases.smooth())).isEqualTo(differentiable);
    }

    @Test
    void catalogueIsAsLargeAsItSays() {
        List<OpCase> cases = OpCases.all();
        long smooth = OpCases.smooth().count();
        System.out.printf(
                "operations: 63, differentiable: 50; cases: %d, with first and second gradients: %d%n",
                cases.size(), smooth);
        assertThat(cases).hasSizeGreaterThan(900);
        assertThat(smooth).isGreaterThan(100);
    }

    /** The names of the operations below a sealed interface: of constants for enums, of classes for records. */
    private static Stream<String> names(Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name());
        }
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(OpCatalogueTest::names)
                : Stream.of(type.getSimpleName());
    }

    private static Set<String> tested(Stream<OpCase> cases) {
        return cases.map(c -> c.op() instanceof Enum<?> constant
                        ? constant.name()
                        : c.op().getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
