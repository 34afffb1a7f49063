package dev.nabla.expression.graph;

import dev.nabla.kernel.HiddenCopies;
import java.lang.invoke.MethodHandles;

/** A loop for each function, so that its call is inlined. */
final class Loops {

    private static final ClassValue<UnaryLoop> UNARY = new ClassValue<>() {
        @Override
        protected UnaryLoop computeValue(Class<?> function) {
            return HiddenCopies.of(MethodHandles.lookup(), UnaryLoop.class, ScalarUnaryLoop.class);
        }
    };

    private static final ClassValue<BinaryLoop> BINARY = new ClassValue<>() {
        @Override
        protected BinaryLoop computeValue(Class<?> function) {
            return HiddenCopies.of(MethodHandles.lookup(), BinaryLoop.class, ScalarBinaryLoop.class);
        }
    };

    private Loops() {}

    static UnaryLoop of(Unary function) {
        return UNARY.get(function.getClass());
    }

    static BinaryLoop of(Binary function) {
        return BINARY.get(function.getClass());
    }

    /** Applies a function of one number. */
    interface UnaryLoop {

        void run(Unary function, double[] x, int count, double[] result);
    }

    /** Applies a function of two numbers. */
    interface BinaryLoop {

        void run(Binary function, double[] a, double[] b, int count, double[] result);
    }
}
