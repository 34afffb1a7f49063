package dev.nabla.service;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Fault;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.InvalidRequestException;
import dev.nabla.tensor.Literal;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tensors between the dtype that a request stores them in and the float64 that they are computed in. */
final class RequestTensors {

    private RequestTensors() {}

    /** The dtype that a request names; float64 where it names none, or one that does not exist. */
    static DType dtype(Map<String, RequestField> fields) {
        return new RequestField.Option(new Literal.Text(DType.FLOAT32.label()))
                .equals(fields.get(SharedField.DTYPE.label())) ? DType.FLOAT32 : DType.FLOAT64;
    }

    /** Numbers rounded to a dtype, in float64; {@code null} if one is beyond its range, which {@code faults} takes. */
    static @Nullable Float64Tensor widened(RequestField.Numbers numbers, DType dtype, List<Fault> faults) {
        try {
            return widened(numbers.as().apply(dtype));
        } catch (InvalidRequestException e) {
            faults.addAll(e.faults());
            return null;
        }
    }

    static Float64Tensor widened(Tensor tensor) {
        if (tensor instanceof Float64Tensor wide) {
            return wide;
        }
        double[] numbers = Storage.doubles(tensor.shape().elements());
        tensor.read(0, numbers, numbers.length);
        return new Float64Tensor(tensor.shape(), numbers);
    }

    static Tensor stored(Float64Tensor tensor, DType dtype) {
        if (dtype == DType.FLOAT64) {
            return tensor;
        }
        Tensor stored = Tensor.unset(tensor.shape(), dtype);
        stored.write(0, tensor.values(), tensor.values().length);
        return stored;
    }
}
