package org.gaspard.tensor.tornado;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.gaspard.tensor.DType;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The type of a value inside a kernel: one for each {@link DType}, with the array that holds such values on a device. */
enum Kind {
    INT(TypeKind.INT, ConstantDescs.CD_int, IntArray.class),
    FLOAT(TypeKind.FLOAT, ConstantDescs.CD_float, FloatArray.class),
    DOUBLE(TypeKind.DOUBLE, ConstantDescs.CD_double, DoubleArray.class);

    private final TypeKind typeKind;
    private final ClassDesc desc;
    private final ClassDesc arrayDesc;

    Kind(TypeKind typeKind, ClassDesc desc, Class<?> array) {
        this.typeKind = typeKind;
        this.desc = desc;
        this.arrayDesc = ClassDesc.of(array.getName());
    }

    static Kind of(DType dtype) {
        return switch (dtype) {
            case INT32 -> INT;
            case FLOAT32 -> FLOAT;
            case FLOAT64 -> DOUBLE;
        };
    }

    TypeKind typeKind() {
        return typeKind;
    }

    ClassDesc desc() {
        return desc;
    }

    ClassDesc arrayDesc() {
        return arrayDesc;
    }

    boolean isFloating() {
        return this != INT;
    }
}
