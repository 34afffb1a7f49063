package dev.nabla.codec.binary;

import dev.nabla.request.FieldKind;
import dev.nabla.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * The dtype of a request in a binary form that names none: that of the predictions, where float16 and bfloat16 count as float32.
 * Without predictions in a floating-point type, it is float32 if no floating-point tensor takes more than 32 bits, and there is
 * one.
 */
public final class DefaultDType {

    private static final String PREDICTIONS = "predictions";

    private @Nullable DType ofPredictions;
    private @Nullable DType largest;

    /** Takes account of a tensor; only those that are rounded to the dtype of the request count. */
    public void add(String name, FieldKind kind, ElementType type) {
        DType dtype = type.dtype();
        if (kind != FieldKind.Value.REAL || dtype == null) {
            return;
        }
        if (name.equals(PREDICTIONS) && ofPredictions == null) {
            ofPredictions = dtype;
        }
        largest = largest == DType.FLOAT64 ? largest : dtype;
    }

    /** The dtype for the tensors that were added. */
    public DType get() {
        if (ofPredictions != null) {
            return ofPredictions;
        }
        return largest == null ? DType.FLOAT64 : largest;
    }
}
