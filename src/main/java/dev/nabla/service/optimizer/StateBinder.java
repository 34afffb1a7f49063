package dev.nabla.service.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Domain;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Binds an object with the state of each parameter, as it was returned. The paths of faults are relative to that object. */
public final class StateBinder extends OptimizerBinder {

    private final OptimizerEntry entry;
    private final List<Slot> kept;

    /** Creates a binder for the state of an optimizer with its options. */
    public StateBinder(OptimizerEntry entry, Optimizer optimizer, Fields state, DType dtype, Faults faults) {
        super(state, dtype, faults);
        this.entry = entry;
        this.kept = optimizer.slots().stream().filter(optimizer::keeps).toList();
    }

    /**
     * The state of each parameter: as sent, or initial.
     *
     * @param known the names of all parameters
     * @param parameters those that are valid
     * @throws InvalidRequestException if the state is not valid
     */
    public Map<String, OptimizerState> bind(Collection<String> known, Map<String, ? extends Tensor> parameters) {
        Map<String, OptimizerState> states = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> states.put(name, new OptimizerState(parameter.shape().elements())));
        fields.forEach((name, field) -> {
            OptimizerState state = states.get(name);
            Tensor parameter = parameters.get(name);
            if (!known.contains(name)) {
                report(name, () -> unknownParameter(name, known));
            } else if (field instanceof Field.Faulty faulty) {
                report(faulty.in(dtype));
            } else if (!(field instanceof Field.Members(Fields slots))) {
                report(name, () -> Fault.of(name, "must be an object of tensors"));
            } else if (state != null && parameter != null) {
                restore(state, name, parameter.shape(), slots);
            }
        });
        throwIfFaulty();
        return states;
    }

    private void restore(OptimizerState state, String name, Shape shape, Fields sent) {
        Map<String, Domain> domains = kept.stream().collect(Collectors.toMap(Slot::name, Slot::domain));
        Map<String, Float64Tensor> tensors = tensors(sent, slot -> domains.getOrDefault(slot, OVERFLOWING), name);
        rejectUnkept(sent, name);
        for (Slot slot : kept) {
            Float64Tensor tensor = tensors.get(slot.name());
            Shape expected = slot.isSingle() ? Shape.SCALAR : shape;
            if (tensor == null) {
                if (!sent.has(slot.name()) && !sent.isEmpty()) {
                    report(Fault.of(name, slot.name() + " is missing: " + slot.meaning()));
                }
            } else if (!tensor.shape().equals(expected)) {
                report(Fault.of(slot.name(), slot.name() + " must have the shape " + expected + ", has "
                        + tensor.shape()).within(name));
            } else {
                state.put(slot, tensor.values().clone());
            }
        }
    }

    private void rejectUnkept(Fields sent, String name) {
        for (String slot : sent.names()) {
            if (kept.stream().noneMatch(each -> each.name().equals(slot))) {
                report(name, () -> Fault.of(slot, entry.id() + " keeps no " + Excerpt.of(slot)
                        + " with these options; it keeps "
                        + kept.stream().map(Slot::name).collect(Collectors.joining(", "))).within(name));
            }
        }
    }
}
