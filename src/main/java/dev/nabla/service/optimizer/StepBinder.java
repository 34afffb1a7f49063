package dev.nabla.service.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Domain;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.RequestBinder;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds the fields of a request to a step of an optimizer. */
final class StepBinder extends RequestBinder {

    private static final Domain POSITIVE = Domain.parse("(0, inf)");

    /** Parameters and state that have overflowed are infinite, and are accepted as they were returned. */
    private static final Domain OVERFLOWING = Domain.parse("[-inf, inf]");

    private final OptimizerEntry entry;

    StepBinder(OptimizerEntry entry, Fields fields) {
        super(fields);
        this.entry = entry;
    }

    /**
     * Binds the request.
     *
     * @throws InvalidRequestException if the fields are not a valid request; its faults are in the order of the fields
     */
    BoundStep bind() {
        List<String> known = new StepFields(entry).names();
        fields.forEach((name, field) -> rejectUnknown(entry.id(), name, field, known));
        Optimizer optimizer = build(entry.options(), entry::build);
        Map<String, Float64Tensor> parameters = required(StepFields.PARAMETERS, OVERFLOWING);
        Map<String, Float64Tensor> gradients = required(StepFields.GRADIENTS, Domain.FINITE);
        checkGradients(parameters, gradients);
        Map<String, OptimizerState> states = states(optimizer, parameters);
        OptionalDouble clipValue = number(StepFields.CLIP_VALUE, POSITIVE);
        OptionalDouble maxNorm = number(StepFields.MAX_NORM, POSITIVE);
        if (clipValue.isPresent() && maxNorm.isPresent()) {
            report(StepFields.MAX_NORM,
                    "gradients are clipped by value or by norm: send clip_value or max_norm, not both");
        }
        throwIfFaulty();
        return new BoundStep(optimizer, parameters, gradients, states, clipValue, maxNorm, dtype);
    }

    /** The tensors in a required object. */
    private Map<String, Float64Tensor> required(String name, Domain domain) {
        return switch (fields.get(name)) {
            case Field.Members(Fields members) -> tensors(members, _ -> domain, name);
            case Field.Faulty _ -> Map.of();
            case null, default -> {
                reportMissing(name, "an object of tensors by parameter name");
                yield Map.of();
            }
        };
    }

    private Map<String, Float64Tensor> tensors(Fields members, Function<String, Domain> domains, String... path) {
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

    private void checkGradients(Map<String, Float64Tensor> parameters, Map<String, Float64Tensor> gradients) {
        if (!(fields.get(StepFields.PARAMETERS) instanceof Field.Members(Fields known))
                || !(fields.get(StepFields.GRADIENTS) instanceof Field.Members(Fields sent))) {
            return;
        }
        sent.names().stream().filter(name -> !known.has(name))
                .forEach(name -> report(StepFields.GRADIENTS,
                        () -> unknown(name, known).within(StepFields.GRADIENTS)));
        known.names().stream().filter(name -> !sent.has(name)).findFirst()
                .filter(_ -> known.names().containsAll(sent.names()))
                .ifPresent(name -> report(StepFields.GRADIENTS,
                        "there is no gradient for the parameter " + Excerpt.of(name)));
        gradients.forEach((name, gradient) -> {
            Float64Tensor parameter = parameters.get(name);
            if (parameter != null && !gradient.shape().equals(parameter.shape())) {
                report(StepFields.GRADIENTS, () -> Fault.of(name, Excerpt.of(name) + " must have the shape "
                        + parameter.shape() + " of its parameter, has " + gradient.shape())
                        .within(StepFields.GRADIENTS));
            }
        });
    }

    private static Fault unknown(String name, Fields parameters) {
        return Fault.of(name, "there is no parameter with this name; " + (parameters.isEmpty()
                ? "parameters is empty"
                : "the parameters are " + Excerpt.list(parameters.names())));
    }

    /** The state of each parameter: as sent, or initial. */
    private Map<String, OptimizerState> states(Optimizer optimizer, Map<String, Float64Tensor> parameters) {
        Map<String, OptimizerState> states = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> states.put(name, new OptimizerState(parameter.values().length)));
        if (fields.get(StepFields.STATE) instanceof Field.Members(Fields sent)
                && fields.get(StepFields.PARAMETERS) instanceof Field.Members(Fields known)) {
            sent.forEach((name, field) -> {
                Float64Tensor parameter = parameters.get(name);
                OptimizerState state = states.get(name);
                if (!known.has(name)) {
                    report(StepFields.STATE, () -> unknown(name, known).within(StepFields.STATE));
                } else if (parameter != null && state != null && field instanceof Field.Members(Fields slots)) {
                    restore(optimizer, state, name, parameter.shape(), slots);
                } else if (!(field instanceof Field.Members)) {
                    report(StepFields.STATE, () -> (field instanceof Field.Faulty faulty
                            ? faulty.in(dtype)
                            : Fault.of(name, "must be an object of tensors")).within(StepFields.STATE));
                }
            });
        }
        return states;
    }

    private void restore(Optimizer optimizer, OptimizerState state, String name, Shape shape, Fields sent) {
        List<Slot> kept = optimizer.slots().stream().filter(optimizer::keeps).toList();
        Map<String, Domain> domains = kept.stream().collect(Collectors.toMap(Slot::name, Slot::domain));
        Map<String, Float64Tensor> tensors = tensors(sent, slot -> domains.getOrDefault(slot, OVERFLOWING),
                StepFields.STATE, name);
        rejectUnkept(kept, sent, name);
        for (Slot slot : kept) {
            Float64Tensor tensor = tensors.get(slot.name());
            Shape expected = slot.isSingle() ? Shape.SCALAR : shape;
            if (tensor == null) {
                if (!sent.has(slot.name()) && !sent.isEmpty()) {
                    report(Fault.of(name, slot.name() + " is missing: " + slot.meaning()).within(StepFields.STATE));
                }
            } else if (!tensor.shape().equals(expected)) {
                report(Fault.of(slot.name(), slot.name() + " must have the shape " + expected + ", has "
                        + tensor.shape()).within(StepFields.STATE, name));
            } else {
                state.put(slot, tensor.values().clone());
            }
        }
    }

    private void rejectUnkept(List<Slot> kept, Fields sent, String name) {
        for (String slot : sent.names()) {
            if (kept.stream().noneMatch(each -> each.name().equals(slot))) {
                report(StepFields.STATE, () -> Fault.of(slot, entry.id() + " keeps no " + Excerpt.of(slot)
                        + " with these options; it keeps "
                        + kept.stream().map(Slot::name).collect(Collectors.joining(", ")))
                        .within(StepFields.STATE, name));
            }
        }
    }
}
