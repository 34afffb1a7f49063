package dev.nabla.web.wire;

import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/** A form of requests and answers, as a client of a running service speaks it. */
interface Wire {

    /**
     * Evaluates a loss.
     *
     * @param loss its name
     * @param request the request, as it is in JSON
     * @param dtype the dtype of the answer
     * @return the tensors of the answer, called {@code loss}, {@code gradient}, {@code gradient.NAME}, {@code hessian_diagonal},
     *     {@code hessian_diagonal.NAME}
     */
    SortedMap<String, TensorValue> evaluate(String loss, ObjectNode request, String dtype);
}
