package dev.nabla.service.network;

import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;

/**
 * How well a network does after a number of steps.
 *
 * @param step the number of steps
 * @param loss the loss
 * @param metrics the values of metrics, by name
 */
record Measures(long step, double loss, Map<String, Double> metrics) {

    /** Writes step, loss and metrics as members of an object. */
    void writeTo(AnswerWriter out, DType dtype) throws IOException {
        out.name("step").integer(step).name("loss").tensor(scalar(loss, dtype));
        if (!metrics.isEmpty()) {
            out.name("metrics").beginObject();
            for (Map.Entry<String, Double> metric : metrics.entrySet()) {
                out.name(metric.getKey()).number(metric.getValue());
            }
            out.endObject();
        }
    }

    /** A number to write, which takes no array of the request: the computation may go on meanwhile. */
    private static Tensor scalar(double value, DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> new Float64Tensor(Shape.SCALAR, new double[]{value});
            case FLOAT32 -> new Float32Tensor(Shape.SCALAR, new float[]{(float) value});
        };
    }
}
