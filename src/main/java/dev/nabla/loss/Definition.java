package dev.nabla.loss;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a reader needs to know of a loss before using it. The catalogue, the OpenAPI document and the pages are read off
 * this, so it is written once.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Definition {

    /** Names in other libraries under which it answers too. */
    String[] aliases() default {};

    /** One sentence: what it is like. */
    String summary();

    /** The value of one unreduced loss, in TeX. */
    String formula();

    /** Its derivative with respect to each differentiable input, in TeX. */
    String gradient();

    /** Its second derivatives, in TeX; empty where it offers none. */
    String hessian() default "";

    /** What happens at kinks, at infinities and on the border of the domain. */
    String[] edges() default {};

    /** Papers and libraries whose convention it follows. */
    String[] references();

    /** Requests that can be sent as they stand, the shortest first. */
    Example[] examples();

    /** A request body that can be sent as it stands. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Example {

        /** What the example shows. */
        String name();

        /** The body, in JSON. */
        String body();
    }
}
