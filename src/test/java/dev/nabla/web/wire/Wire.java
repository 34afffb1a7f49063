package dev.nabla.web.wire;

import dev.nabla.client.ServiceClient;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/** A form of requests and answers, as a client speaks it. */
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
    SortedMap<String, TensorValue> evaluate(ServiceClient service, String loss, ObjectNode request, String dtype);
}
