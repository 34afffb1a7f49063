package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.curve.Curve;
import java.util.Map;

/**
 * The curve of a loss, with the parameters it was computed for.
 *
 * @param loss the loss
 * @param variable the input that varies; in a row of logits the first logit
 * @param fixed the values of the other inputs, by name, and of the other logits: {@code predictions[1]}
 * @param options the options that were set, as text
 * @param curve the loss and its derivatives as functions of the variable
 */
public record LossCurve(
    LossEntry loss,
    String variable,
    Map<String, Double> fixed,
    Map<String, String> options,
    Curve curve) {}
