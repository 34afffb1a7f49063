package dev.nabla.service.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.network.OptimizerState;
import dev.nabla.option.Domain;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Float64Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Binds the fields of a request to a step of an optimizer. */
final class StepBinder extends OptimizerBinder {

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
        Clipping clipping = clipping();
        throwIfFaulty();
        return new BoundStep(optimizer, parameters, gradients, states, clipping, dtype);
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

    private void checkGradients(Map<String, Float64Tensor> parameters, Map<String, Float64Tensor> gradients) {
        if (!(fields.get(StepFields.PARAMETERS) instanceof Field.Members(Fields known))
                || !(fields.get(StepFields.GRADIENTS) instanceof Field.Members(Fields sent))) {
            return;
        }
        sent.names().stream().filter(name -> !known.has(name))
                .forEach(name -> report(StepFields.GRADIENTS,
                        () -> unknownParameter(name, known.names()).within(StepFields.GRADIENTS)));
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

    /** The state of each parameter: as sent, or initial. */
    private Map<String, OptimizerState> states(Optimizer optimizer, Map<String, Float64Tensor> parameters) {
        Fields known = fields.get(StepFields.PARAMETERS) instanceof Field.Members(Fields all) ? all : null;
        Fields sent = known != null && fields.get(StepFields.STATE) instanceof Field.Members(Fields members)
                ? members
                : Fields.empty();
        Set<String> names = known == null ? Set.of() : known.names();
        try {
            return new StateBinder(entry, optimizer, sent, dtype, faultsOf(sent, StepFields.STATE)).bind(names,
                    parameters);
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> fault.within(StepFields.STATE));
            return Map.of();
        }
    }
}
