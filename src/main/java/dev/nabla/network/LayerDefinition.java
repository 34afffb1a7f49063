package dev.nabla.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a layer: the text of its documentation and of traces. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface LayerDefinition {

    /** One sentence: what the layer is. */
    String summary();

    /** The shapes of input and output, in letters: {@code (N, in) → (N, out)}. */
    String shapes();

    /** The output y of an input x, in TeX. */
    String formula();

    /** The gradients with respect to input and parameters, given the upstream gradient g = ∂L/∂y, in TeX. */
    String[] rules();

    /** The library or paper whose convention it follows. */
    String reference();
}
