package dev.nabla.loss;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a loss. The catalog, the OpenAPI document and the pages in {@code docs/losses} are generated from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Definition {

    /**
     * Names of other libraries that it also answers to, each with the options that differ from its defaults there: {@code mae},
     * {@code poisson(log_input=false, eps=1e-7)}.
     */
    String[] aliases() default {};

    /** One sentence: what the loss is. */
    String summary();

    /** The value of one unreduced loss, in TeX. */
    String formula();

    /** The derivative with respect to each differentiable input, in TeX. */
    String gradient();

    /** The second derivatives, in TeX; empty if it has none. */
    String hessian() default "";

    /** Edge cases: what happens at kinks, at infinities and on the boundary of the domain. */
    String[] edges() default {};

    /** The papers and libraries whose convention it follows. */
    String[] references();

    /** Complete requests, shortest first. */
    Example[] examples();

    /** A complete request body. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Example {

        /** What the example shows. */
        String name();

        /** The body, in JSON. */
        String body();
    }
}
