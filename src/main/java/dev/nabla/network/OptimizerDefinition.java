package dev.nabla.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes an optimizer: the text of its documentation. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OptimizerDefinition {

    /** One sentence: what the optimizer is. */
    String summary();

    /** The update of parameters θ given a gradient g, in TeX. */
    String formula();

    /** Papers and libraries whose convention it follows. */
    String[] references();
}
