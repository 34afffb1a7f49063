package dev.nabla.service.inference;

import dev.nabla.catalog.LossEntry;

/**
 * An output of a model: the loss, or a derivative.
 *
 * @param kind what it is
 * @param of the input with respect to which it is a derivative; empty for the loss, and for the predictions
 */
record ModelOutput(String kind, String of) {

    static final String GRADIENT = "gradient";
    static final String HESSIAN_DIAGONAL = "hessian_diagonal";
    static final ModelOutput LOSS = new ModelOutput("loss", "");

    /** The output with a name. */
    static ModelOutput named(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? new ModelOutput(name, "") : new ModelOutput(name.substring(0, dot), name.substring(dot + 1));
    }

    /** Its name: {@code gradient.predictions}. */
    String name() {
        return of.isEmpty() ? kind : kind + "." + of;
    }

    /** The input with respect to which it is a derivative. */
    String input() {
        return of.isEmpty() ? LossEntry.PREDICTIONS : of;
    }
}
