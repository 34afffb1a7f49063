package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.curve.Curve;
import java.util.Map;

/**
 * The curve of a loss, and what it was asked with.
 *
 * @param loss the loss
 * @param variable the input that varies; in a row of logits the first, the others being 0
 * @param fixed the numbers of the other inputs, by name
 * @param options the options that were set, as they were written
 * @param curve the loss and its derivatives against the variable
 */
public record LossCurve(
    LossEntry loss,
    String variable,
    Map<String, Double> fixed,
    Map<String, String> options,
    Curve curve) {}
