package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation on every backend, alone and inside larger expressions, against the reference backend computing it
 * alone on plain inputs.
 */
class OpValueTest {

    /** How an operation is surrounded. */
    private record Form(View view, Tail tail) {}

    private static final List<Form> FORMS = forms();

    private static List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        Stream.of(View.values()).forEach(view -> forms.add(new Form(view, Tail.NONE)));
        Stream.of(Tail.values()).skip(1).forEach(tail -> forms.add(new Form(View.PLAIN, tail)));
        forms.add(new Form(View.COMPUTED, Tail.ELEMENTWISE));
        forms.add(new Form(View.TRANSPOSED, Tail.SUMMED));
        forms.add(new Form(View.BROADCAST, Tail.ELEMENTWISE));
        forms.add(new Form(View.SLICED, Tail.MOVED));
        return forms;
    }

    @ParameterizedTest
    @MethodSource("org.gaspard.autodiff.OpCases#all")
    void shapeIsInferred(OpCase c) {
        assertThat(c.dtypes()).isNotEmpty();
        for (DType dtype : c.dtypes()) {
            assertThat(c.build().apply(c.inputs(dtype)).shape()).isEqualTo(c.shape());
        }
    }

    @ParameterizedTest
    @MethodSource("org.gaspard.autodiff.OpCases#all")
    void backendsAgreeWithTheReference(OpCase c) {
        for (DType dtype : c.dtypes()) {
            for (Form form : FORMS) {
                if (form.view() != View.BROADCAST || c.acceptsRepeatedRows()) {
                    check(c, dtype, form);
                }
            }
        }
    }

    private static void check(OpCase c, DType dtype, Form form) {
        List<Tensor> seen = Backend.with(
                "reference",
                () -> c.inputs(dtype).stream()
                        .map(x -> View.stored(form.view().of(x)))
                        .toList());
        Tensor expected = Backend.with("reference", () -> {
            Tensor y = form.tail().of(View.stored(c.build().apply(seen)));
            return y.computedNow();
        });
        // A tail rounds once more, and may overflow where the reference, in double precision, does not.
        boolean rounds = form.tail() != Tail.NONE;
        if (form.tail() != Tail.NONE && !isModerate(expected.storage())) {
            return;
        }
        double single = rounds ? Math.max(c.tolerance(), 1e-5) : c.tolerance();
        for (Backend backend : Backend.all()) {
            Storage found = Backend.with(backend.name(), () -> {
                List<Tensor> inputs = c.inputs(dtype).stream()
                        .map(x -> Backend.with("reference", () -> form.view().of(x)))
                        .toList();
                return form.tail().of(c.build().apply(inputs)).storage();
            });
            String what = backend.name() + " " + dtype + " " + form;
            Closeness.check(what, found, expected.storage(), Closeness.tolerance(expected.dtype(), single));
        }
    }

    private static boolean isModerate(Storage numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            if (!(Math.abs(numbers.get(i)) < 1e6) && numbers.dtype().isFloating()) {
                return false;
            }
        }
        return true;
    }
}
