package dev.nabla.service.optimizer;

import dev.nabla.option.Domain;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.service.RequestBinder;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds what the requests for steps have in common: clipping, and tensors by name. */
abstract class OptimizerBinder extends RequestBinder {

    /** Parameters and state that have overflowed are infinite, and are accepted as they were returned. */
    static final Domain OVERFLOWING = Domain.parse("[-inf, inf]");

    private static final Domain POSITIVE = Domain.parse("(0, inf)");

    OptimizerBinder(Fields fields) {
        super(fields);
    }

    OptimizerBinder(Fields fields, DType dtype, Faults faults) {
        super(fields, dtype, faults);
    }

    final Clipping clipping() {
        OptionalDouble clipValue = number(StepFields.CLIP_VALUE, POSITIVE);
        OptionalDouble maxNorm = number(StepFields.MAX_NORM, POSITIVE);
        if (clipValue.isPresent() && maxNorm.isPresent()) {
            report(StepFields.MAX_NORM,
                    "gradients are clipped by value or by norm: send clip_value or max_norm, not both");
        }
        return new Clipping(clipValue, maxNorm);
    }

    /**
     * The valid tensors of an object.
     *
     * @param domains the numbers that a tensor may hold, by its name
     * @param path the path of the object
     */
    final Map<String, Float64Tensor> tensors(Fields members, Function<String, Domain> domains, String... path) {
        Map<String, Float64Tensor> tensors = new LinkedHashMap<>();
        members.forEach((name, field) -> {
            Float64Tensor tensor = tensor(name, field, domains.apply(name), path);
            if (tensor != null) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    private @Nullable Float64Tensor tensor(String name, Field field, Domain domain, String... path) {
        switch (field) {
            case Field.Numbers numbers -> {
                Tensor tensor = inDomain(name, numbers, dtype, domain, fault -> report(fault.within(path)));
                return tensor == null ? null : tensor.widened();
            }
            case Field.Faulty faulty -> report(faulty.in(dtype).within(path));
            default -> report(path[0], () -> Fault.of(name, Excerpt.of(name) + " must be a tensor").within(path));
        }
        return null;
    }

    /** A name that is none of a parameter. */
    static Fault unknownParameter(String name, Collection<String> parameters) {
        return Fault.of(name, "there is no parameter with this name; " + (parameters.isEmpty()
                ? "parameters is empty"
                : "the parameters are " + Excerpt.list(parameters)));
    }
}
