package dev.nabla.expression.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a function of the language. The documentation and the hints in errors are generated from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface FunctionDefinition {

    /** Where it is listed. */
    Group group();

    /** What it computes, in a few words. */
    String summary();

    /**
     * What it is called elsewhere, without the library's prefix, if it is spelt otherwise there: {@code square} needs no alias for
     * {@code jnp.square}.
     */
    String[] aliases() default {};

    /** Edge cases: kinks, and values outside the domain. */
    String[] edges() default {};

    /** A group of functions. */
    enum Group {
        ELEMENTWISE,
        REDUCTION,
        SHAPE,
        GRADIENT
    }
}
