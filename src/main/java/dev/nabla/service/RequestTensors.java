package dev.nabla.service;

import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.request.RequestField;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tensors in the dtype that a request stores them in. */
public final class RequestTensors {

    private RequestTensors() {}

    /** The dtype that a request names; float64 where it names none, or one that does not exist. */
    public static DType dtype(Map<String, RequestField> fields) {
        return new RequestField.Option(new Literal.Text(DType.FLOAT32.label()))
                .equals(fields.get(SharedField.DTYPE.label())) ? DType.FLOAT32 : DType.FLOAT64;
    }

    /** Numbers rounded to a dtype; {@code null} if one is beyond its range or not finite, which {@code faults} takes. */
    public static @Nullable Tensor finite(String name, RequestField.Numbers numbers, DType dtype, List<Fault> faults) {
        Tensor tensor = stored(numbers, dtype, faults);
        int wrong = tensor == null ? -1 : tensor.firstNotFinite();
        if (tensor == null || wrong < 0) {
            return tensor;
        }
        faults.add(new Fault(name, tensor.shape().indexOf(wrong), "must be a finite number, was " + tensor.get(wrong)));
        return null;
    }

    /** Numbers rounded to a dtype; {@code null} if one is beyond its range, which {@code faults} takes. */
    public static @Nullable Tensor stored(RequestField.Numbers numbers, DType dtype, List<Fault> faults) {
        try {
            return numbers.as().apply(dtype);
        } catch (InvalidRequestException e) {
            faults.addAll(e.faults());
            return null;
        }
    }

    /** Numbers rounded to a dtype. */
    public static Tensor stored(Tensor tensor, DType dtype) {
        if (tensor.dtype() == dtype) {
            return tensor;
        }
        Tensor stored = Tensor.uninitialized(tensor.shape(), dtype);
        stored.write(0, tensor.widened().values(), tensor.shape().elements());
        return stored;
    }
}
