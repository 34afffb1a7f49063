package dev.nabla.loss.embedding;

import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/** A loss of the cosine of predicted and target vectors that falls by as much as the cosine rises. */
interface CosineLoss extends RowwiseLoss {

    /** Vectors, with respect to both of which the loss is differentiable. */
    List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted vectors, features along the last axis").differentiable(),
            Input.numbers("targets", "target vectors").differentiable());

    /** The least norm that vectors are divided by. */
    double eps();

    double value(Cosine cosine);

    @Override
    default List<Input> inputs() {
        return INPUTS;
    }

    @Override
    default boolean classAxisIsLast() {
        return true;
    }

    @Override
    default double evaluate(Row row) {
        Cosine cosine = Cosine.floored(row.elements(0), row.elements(1), row.length(), eps());
        if (!cosine.isDefined()) {
            return row.undefined();
        }
        double[] predictions = row.gradient(0);
        for (int k = 0; predictions != null && k < row.length(); k++) {
            predictions[k] = 0.0 - cosine.gradientA(k).value();
        }
        double[] targets = row.gradient(1);
        for (int k = 0; targets != null && k < row.length(); k++) {
            targets[k] = 0.0 - cosine.gradientB(k).value();
        }
        return value(cosine);
    }
}
