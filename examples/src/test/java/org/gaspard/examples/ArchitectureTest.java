package org.gaspard.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Modules use each other in one direction only, and keep the types of third-party libraries to themselves. */
class ArchitectureTest {
    private static final String PREFIX = "org.gaspard.";

    /** Each module and the ones it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "tensor", Set.of(),
            "autodiff", Set.of("tensor"),
            "ot", Set.of("tensor", "autodiff"),
            "topology", Set.of("tensor", "autodiff", "ot"),
            "datasets", Set.of("tensor"),
            "metrics", Set.of("tensor", "autodiff", "ot", "topology", "datasets"),
            "models", Set.of("tensor", "autodiff", "ot", "topology", "datasets", "metrics"),
            "examples", Set.of("tensor", "autodiff", "ot", "topology", "datasets", "metrics", "models"),
            "benchmarks", Set.of("tensor", "autodiff", "ot", "topology", "datasets", "metrics", "models"));

    /** Packages whose types stay out of signatures: users of a module need not have them. */
    private static final List<String> HIDDEN =
            List.of("org.ejml", "org.apache.commons.math3", "io.jhdf", "jdk.incubator.vector");

    private static final List<ResolvedModule> MODULES = ModuleLayer.boot().configuration().modules().stream()
            .filter(module -> module.name().startsWith(PREFIX))
            .toList();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importLocations(MODULES.stream()
                    .map(module -> Location.of(module.reference().location().orElseThrow()))
                    .toList());

    @ParameterizedTest
    @FieldSource("MODULES")
    void aModuleRequiresOnlyModulesBelowIt(ResolvedModule module) {
        Set<String> required = module.reference().descriptor().requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .collect(Collectors.toSet());
        assertThat(ARROWS).containsKey(shortName(module));
        assertThat(ARROWS.get(shortName(module))).containsAll(required);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void theClassesOfAModuleUseOnlyModulesBelowIt(ResolvedModule module) {
        String[] above = ARROWS.keySet().stream()
                .filter(other -> !other.equals(shortName(module)))
                .filter(other -> !ARROWS.get(shortName(module)).contains(other))
                .map(other -> PREFIX + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(module.name() + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void thePackagesOfAModuleBearItsName(ResolvedModule module) {
        assertThat(module.reference().descriptor().packages())
                .allMatch(name -> name.equals(module.name()) || name.startsWith(module.name() + "."));
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(MODULES)
                .extracting(ArchitectureTest::shortName)
                .contains("tensor", "autodiff", "ot", "topology", "datasets", "metrics", "models", "examples");
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(PREFIX + "(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void exportedSignaturesAreFreeOfThirdPartyTypes() {
        Set<String> exported = MODULES.stream()
                .flatMap(module -> module.reference().descriptor().exports().stream())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        classes()
                .that()
                .resideInAnyPackage(exported.toArray(String[]::new))
                .should(hideThirdPartyTypes())
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> hideThirdPartyTypes() {
        return new ArchCondition<>("have no type of " + HIDDEN + " in public or protected signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (isVisible(type)) {
                    Stream.concat(supertypes(type), memberTypes(type))
                            .flatMap(used -> used.getAllInvolvedRawTypes().stream())
                            .map(JavaClass::getName)
                            .filter(name -> HIDDEN.stream().anyMatch(hidden -> name.startsWith(hidden + ".")))
                            .distinct()
                            .forEach(name ->
                                    events.add(SimpleConditionEvent.violated(type, type.getName() + " shows " + name)));
                }
            }
        };
    }

    private static Stream<JavaType> supertypes(JavaClass type) {
        return Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    }

    private static Stream<JavaType> memberTypes(JavaClass type) {
        Stream<JavaType> fields =
                type.getFields().stream().filter(ArchitectureTest::isVisible).map(field -> field.getType());
        Stream<JavaType> codeUnits = type.getCodeUnits().stream()
                .filter(ArchitectureTest::isVisible)
                .flatMap(unit -> Stream.of(
                                Stream.of(unit.getReturnType()),
                                unit.getParameterTypes().stream(),
                                unit.getThrowsClause().getTypes().stream(),
                                unit.getTypeParameters().stream())
                        .flatMap(types -> types));
        return Stream.concat(fields, codeUnits);
    }

    private static boolean isVisible(HasModifiers element) {
        return element.getModifiers().contains(JavaModifier.PUBLIC)
                || element.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static String shortName(ResolvedModule module) {
        return module.name().substring(PREFIX.length());
    }
}
