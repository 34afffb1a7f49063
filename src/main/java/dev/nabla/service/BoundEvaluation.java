package dev.nabla.service;

import dev.nabla.request.Answer;
import dev.nabla.tensor.Cost;
import java.util.function.Supplier;

/**
 * An evaluation that has been bound to a request: what it takes is known, and nothing is computed yet.
 *
 * @param cost what it takes in addition to the tensors of the request
 * @param computation computes the answer, and records its time
 */
public record BoundEvaluation(Cost cost, Supplier<? extends Answer> computation) {

    public Answer evaluate() {
        return computation.get();
    }
}
