package dev.nabla.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a reader needs to know of an optimizer before using it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OptimizerDefinition {

    /** One sentence: what it is like. */
    String summary();

    /** How parameters θ move by a gradient g, in TeX. */
    String formula();

    /** Papers and libraries whose convention it follows. */
    String[] references();
}
