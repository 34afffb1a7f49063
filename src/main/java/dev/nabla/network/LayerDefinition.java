package dev.nabla.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a reader needs to know of a layer before using it, and what a trace says of it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface LayerDefinition {

    /** One sentence: what it does. */
    String summary();

    /** The shapes of input and output, in letters: {@code (N, in) → (N, out)}. */
    String shapes();

    /** The output y of an input x, in TeX. */
    String formula();

    /** The gradients with respect to input and parameters, given the upstream gradient g = ∂L/∂y, in TeX. */
    String[] rules();

    /** Whose convention it follows. */
    String reference();
}
