package dev.nabla.codec.inference;

import dev.nabla.codec.binary.ElementType;
import java.util.Optional;

/** The integers of a datatype, as far as float64 holds them exactly. */
record IntegerRange(long least, long most) {

    private static final long LARGEST_EXACT = 1L << 53;

    /** The range of a datatype; empty if it is none of integers. */
    static Optional<IntegerRange> of(ElementType type) {
        return Optional.ofNullable(switch (type) {
            case INT64 -> new IntegerRange(-LARGEST_EXACT, LARGEST_EXACT);
            case INT32 -> new IntegerRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT16 -> new IntegerRange(Short.MIN_VALUE, Short.MAX_VALUE);
            case INT8 -> new IntegerRange(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case UINT64 -> new IntegerRange(0, LARGEST_EXACT);
            case UINT32 -> new IntegerRange(0, (1L << Integer.SIZE) - 1);
            case UINT16 -> new IntegerRange(0, (1 << Short.SIZE) - 1);
            case UINT8 -> new IntegerRange(0, (1 << Byte.SIZE) - 1);
            case FLOAT64, FLOAT32, FLOAT16, BFLOAT16, BOOL -> null;
        });
    }

    boolean contains(double number) {
        return number == Math.rint(number) && number >= least && number <= most;
    }
}
