package org.gaspard.tensor.tornado;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.tensor.tornado.Code.Condition;
import org.gaspard.tensor.tornado.Code.Instruction;
import org.gaspard.tensor.tornado.Code.Literal;
import org.gaspard.tensor.tornado.Code.Operation;
import org.gaspard.tensor.tornado.Code.Value;
import org.gaspard.tensor.tornado.Code.Variable;
import org.gaspard.tensor.tornado.device.DeviceMath;
import uk.ac.manchester.tornado.api.KernelContext;

/**
 * Translates a kernel into the bytes of a class: {@code apply} casts its arguments and calls the one static method that
 * TornadoVM compiles. Every kernel is a class of the same name, {@link KernelTemplate}, in a loader of its own: TornadoVM
 * looks for the class file by name and finds that of the template, which has no {@code @Parallel} loops either.
 */
final class KernelClass {

    private static final ClassDesc SELF = ClassDesc.of(KernelTemplate.class.getName());
    private static final ClassDesc CONTEXT = ClassDesc.of(KernelContext.class.getName());
    private static final ClassDesc MATH = ClassDesc.of(DeviceMath.class.getName());

    private final CodeBuilder code;
    private final Map<Variable, Integer> slots = new HashMap<>();

    private KernelClass(CodeBuilder code) {
        this.code = code;
    }

    /** The class of a kernel whose method has the given name, which TornadoVM uses for the device's function. */
    static byte[] bytes(Code.Kernel kernel, String name) {
        List<ClassDesc> parameters = new ArrayList<>();
        parameters.add(CONTEXT);
        kernel.arrays().forEach(kind -> parameters.add(kind.arrayDesc()));
        MethodTypeDesc type = MethodTypeDesc.of(CD_void, parameters);
        MethodTypeDesc erased = MethodTypeDesc.of(CD_void, Collections.nCopies(parameters.size(), CD_Object));
        ClassDesc task =
                ClassDesc.of("uk.ac.manchester.tornado.api.common", "TornadoFunctions$Task" + parameters.size());
        return ClassFile.of()
                .build(
                        SELF,
                        c -> c.withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL)
                                .withInterfaceSymbols(task)
                                .withMethodBody(
                                        INIT_NAME,
                                        MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        m -> m.aload(0)
                                                .invokespecial(CD_Object, INIT_NAME, MTD_void)
                                                .return_())
                                .withMethodBody("apply", erased, ClassFile.ACC_PUBLIC, m -> {
                                    for (int i = 0; i < parameters.size(); i++) {
                                        m.aload(i + 1).checkcast(parameters.get(i));
                                    }
                                    m.invokestatic(SELF, name, type).return_();
                                })
                                .withMethodBody(name, type, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, m -> {
                                    // TornadoVM takes the names of parameters from the table of local variables.
                                    Label from = m.newLabel();
                                    Label to = m.newLabel();
                                    m.localVariable(0, "ctx", CONTEXT, from, to);
                                    for (int i = 1; i < parameters.size(); i++) {
                                        m.localVariable(i, "array" + i, parameters.get(i), from, to);
                                    }
                                    m.labelBinding(from);
                                    new KernelClass(m).emit(kernel.body());
                                    m.return_().labelBinding(to);
                                }));
    }

    private int slot(Variable variable) {
        return slots.computeIfAbsent(variable, v -> code.allocateLocal(v.kind().typeKind()));
    }

    private void emit(List<Instruction> instructions) {
        instructions.forEach(this::emit);
    }

    private void emit(Instruction instruction) {
        switch (instruction) {
            case Instruction.Assign(Variable to, Operation from) -> {
                emit(from);
                code.storeLocal(to.kind().typeKind(), slot(to));
            }
            case Instruction.Store(int array, Kind kind, Value index, Value value) -> {
                code.aload(array + 1);
                push(index);
                push(value);
                code.invokevirtual(kind.arrayDesc(), "set", MethodTypeDesc.of(CD_void, CD_int, kind.desc()));
            }
            case Instruction.Loop(Variable counter, int count, List<Instruction> body) -> {
                Label head = code.newLabel();
                Label end = code.newLabel();
                int slot = slot(counter);
                code.iconst_0().istore(slot).labelBinding(head);
                code.iload(slot).loadConstant(count).if_icmpge(end);
                emit(body);
                code.iinc(slot, 1).goto_(head).labelBinding(end);
            }
            case Instruction.When(List<Condition> conditions, List<Instruction> body) -> {
                Label end = code.newLabel();
                conditions.forEach(condition -> branchUnless(condition, end));
                emit(body);
                code.labelBinding(end);
            }
        }
    }

    private void emit(Operation operation) {
        switch (operation) {
            case Operation.Thread() ->
                code.aload(0)
                        .getfield(CONTEXT, "globalIdx", CD_Integer)
                        .invokevirtual(CD_Integer, "intValue", MethodTypeDesc.of(CD_int));
            case Operation.Copy(Value from) -> push(from);
            case Operation.Load(int array, Kind kind, Value index) -> {
                code.aload(array + 1);
                push(index);
                code.invokevirtual(kind.arrayDesc(), "get", MethodTypeDesc.of(kind.desc(), CD_int));
            }
            case Operation.Arithmetic(Code.Operator operator, Value a, Value b) -> {
                push(a);
                push(b);
                emit(operator, a.kind());
            }
            case Operation.Convert(Kind to, Value from) -> {
                push(from);
                code.conversion(from.kind().typeKind(), to.typeKind());
            }
            case Operation.Choose(Condition condition, Value yes, Value no) -> {
                Label otherwise = code.newLabel();
                Label end = code.newLabel();
                branchUnless(condition, otherwise);
                push(yes);
                code.goto_(end).labelBinding(otherwise);
                push(no);
                code.labelBinding(end);
            }
            case Operation.Call(String function, Kind result, List<Value> arguments) -> {
                arguments.forEach(this::push);
                List<ClassDesc> types =
                        arguments.stream().map(value -> value.kind().desc()).toList();
                code.invokestatic(MATH, function, MethodTypeDesc.of(result.desc(), types));
            }
        }
    }

    private void push(Value value) {
        switch (value) {
            case Variable variable -> code.loadLocal(variable.kind().typeKind(), slot(variable));
            case Literal(Kind kind, Number number) -> {
                switch (kind) {
                    case INT -> code.loadConstant(number.intValue());
                    case FLOAT -> code.loadConstant(number.floatValue());
                    case DOUBLE -> code.loadConstant(number.doubleValue());
                }
            }
        }
    }

    private void emit(Code.Operator operator, Kind kind) {
        switch (kind) {
            case INT -> {
                switch (operator) {
                    case ADD -> code.iadd();
                    case SUBTRACT -> code.isub();
                    case MULTIPLY -> code.imul();
                    case DIVIDE -> code.idiv();
                    case REMAINDER -> code.irem();
                }
            }
            case FLOAT -> {
                switch (operator) {
                    case ADD -> code.fadd();
                    case SUBTRACT -> code.fsub();
                    case MULTIPLY -> code.fmul();
                    case DIVIDE -> code.fdiv();
                    case REMAINDER -> throw new IllegalArgumentException("a remainder of float32");
                }
            }
            case DOUBLE -> {
                switch (operator) {
                    case ADD -> code.dadd();
                    case SUBTRACT -> code.dsub();
                    case MULTIPLY -> code.dmul();
                    case DIVIDE -> code.ddiv();
                    case REMAINDER -> throw new IllegalArgumentException("a remainder of float64");
                }
            }
        }
    }

    /**
     * Goes to {@code otherwise} unless the condition holds; comparisons are chosen so that NaN goes there. TornadoVM would
     * compile {@code a <= b} to the negation of {@code b < a}, which holds for NaN.
     */
    private void branchUnless(Condition condition, Label otherwise) {
        push(condition.a());
        push(condition.b());
        if (condition.a().kind() == Kind.INT) {
            switch (condition.relation()) {
                case LESS -> code.if_icmpge(otherwise);
                case LESS_EQUAL -> code.if_icmpgt(otherwise);
                case EQUAL -> code.if_icmpne(otherwise);
            }
            return;
        }
        if (condition.a().kind() == Kind.FLOAT) {
            code.fcmpg();
        } else {
            code.dcmpg();
        }
        switch (condition.relation()) {
            case LESS -> code.ifge(otherwise);
            case LESS_EQUAL -> throw new IllegalArgumentException("a <= b of floating-point numbers");
            case EQUAL -> code.ifne(otherwise);
        }
    }
}
