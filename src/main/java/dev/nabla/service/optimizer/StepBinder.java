package dev.nabla.service.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Domain;
import dev.nabla.option.RecordOption;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.request.RequestField;
import dev.nabla.service.RequestTensors;
import dev.nabla.service.Suggestions;
import dev.nabla.service.loss.EvaluationBinder;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a step of an optimizer of the fields of a request, or says what is wrong with them. */
final class StepBinder {

    static final String PARAMETERS = "parameters";
    static final String GRADIENTS = "gradients";
    static final String STATE = "state";
    static final String CLIP_VALUE = "clip_value";
    static final String MAX_NORM = "max_norm";

    private static final Domain POSITIVE = Domain.parse("(0, inf)");

    private final OptimizerEntry entry;
    private final SequencedMap<String, RequestField> fields;
    private final List<String> known;
    private final DType dtype;
    private final List<Fault> faults = new ArrayList<>();

    StepBinder(OptimizerEntry entry, SequencedMap<String, RequestField> fields) {
        this.entry = entry;
        this.fields = fields;
        this.known = Stream.concat(Stream.of(PARAMETERS, GRADIENTS, STATE), options(entry).stream()).toList();
        this.dtype = RequestTensors.dtype(fields);
    }

    /** The names of the fields that are no tensors. */
    static List<String> options(OptimizerEntry entry) {
        return Stream.concat(entry.options().stream().map(RecordOption::name),
                Stream.of(CLIP_VALUE, MAX_NORM, SharedField.DTYPE.label())).toList();
    }

    /**
     * The step.
     *
     * @throws InvalidRequestException if there is none; its faults hold the first in the order of the fields
     */
    BoundStep bind() {
        fields.forEach(this::reject);
        checkDtype();
        Optimizer optimizer = entry.build(EvaluationBinder.options(entry.options(), fields), faults);
        Map<String, Float64Tensor> parameters = tensors(PARAMETERS);
        Map<String, Float64Tensor> gradients = tensors(GRADIENTS);
        checkPairs(parameters, gradients);
        Map<String, OptimizerState> states = states(optimizer, parameters);
        OptionalDouble clipValue = limit(CLIP_VALUE);
        OptionalDouble maxNorm = limit(MAX_NORM);
        if (clipValue.isPresent() && maxNorm.isPresent()) {
            faults.add(Fault.of(MAX_NORM,
                    "gradients are clipped by value or by norm: send clip_value or max_norm, not both"));
        }
        EvaluationBinder.throwIfAny(faults, fields);
        return new BoundStep(optimizer, parameters, gradients, states, clipValue, maxNorm, dtype);
    }

    private void reject(String name, RequestField field) {
        if (field instanceof RequestField.Faulty faulty) {
            faults.add(faulty.in().apply(dtype));
        } else if (!known.contains(name)) {
            faults.add(Fault.of(name, Suggestions.noSuchField(entry.id(), name, known)));
        }
    }

    private @Nullable Literal literal(String name) {
        return fields.get(name) instanceof RequestField.Option(Literal value) ? value : null;
    }

    private void checkDtype() {
        Literal sent = literal(SharedField.DTYPE.label());
        if (sent == null || sent instanceof Literal.Nothing) {
            return;
        }
        if (!sent.equals(new Literal.Text(DType.FLOAT32.label()))
                && !sent.equals(new Literal.Text(DType.FLOAT64.label()))) {
            faults.add(Fault.of(SharedField.DTYPE.label(),
                    "dtype must be one of float64, float32, was " + sent.excerpt()));
        }
    }

    private OptionalDouble limit(String name) {
        return switch (literal(name)) {
            case null -> OptionalDouble.empty();
            case Literal.Nothing _ -> OptionalDouble.empty();
            case Literal.Numeral(double number) when POSITIVE.contains(number) -> OptionalDouble.of(number);
            case Literal other -> {
                faults.add(Fault.of(name, name + " must be a number " + POSITIVE.inWords() + ", or null for none, was "
                        + other.excerpt()));
                yield OptionalDouble.empty();
            }
        };
    }

    /** The tensors of a required object. */
    private Map<String, Float64Tensor> tensors(String name) {
        return switch (fields.get(name)) {
            case RequestField.Members(var members) -> tensors(members, name);
            case RequestField.Faulty _ -> Map.of();
            case null, default -> {
                faults.add(Fault.whole(name + " is missing: an object of tensors, by name of parameter"));
                yield Map.of();
            }
        };
    }

    private Map<String, Float64Tensor> tensors(Map<String, RequestField> members, String... place) {
        Map<String, Float64Tensor> tensors = new LinkedHashMap<>();
        members.forEach((name, field) -> {
            List<Fault> own = new ArrayList<>();
            Float64Tensor tensor = tensor(name, field, own);
            own.forEach(fault -> faults.add(fault.within(place)));
            if (tensor != null) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    private @Nullable Float64Tensor tensor(String name, RequestField field, List<Fault> own) {
        switch (field) {
            case RequestField.Numbers numbers -> {
                Tensor tensor = RequestTensors.finite(name, numbers, dtype, own);
                return tensor == null ? null : tensor.widened();
            }
            case RequestField.Faulty faulty -> own.add(faulty.in().apply(dtype));
            default -> own.add(Fault.of(name, name + " must be a tensor"));
        }
        return null;
    }

    private void checkPairs(Map<String, Float64Tensor> parameters, Map<String, Float64Tensor> gradients) {
        if (!(fields.get(PARAMETERS) instanceof RequestField.Members)) {
            return;
        }
        gradients.forEach((name, gradient) -> {
            Float64Tensor parameter = parameters.get(name);
            if (parameter == null) {
                faults.add(unknown(name, parameters).within(GRADIENTS));
            } else if (!gradient.shape().equals(parameter.shape())) {
                faults.add(Fault.of(name, name + " must have the shape " + parameter.shape() + " of its parameter, has "
                        + gradient.shape()).within(GRADIENTS));
            }
        });
        parameters.keySet().stream().filter(name -> !gradients.containsKey(name)).findFirst()
                .filter(_ -> fields.get(GRADIENTS) instanceof RequestField.Members(var sent)
                        && sent.size() == gradients.size())
                .ifPresent(name -> faults.add(Fault.of(GRADIENTS, "there is no gradient of the parameter " + name)));
    }

    private static Fault unknown(String name, Map<String, Float64Tensor> parameters) {
        return Fault.of(name,
                "there is no parameter of this name; there are " + String.join(", ", parameters.keySet()));
    }

    /** The state of each parameter: what was sent, or that before the first step. */
    private Map<String, OptimizerState> states(Optimizer optimizer, Map<String, Float64Tensor> parameters) {
        Map<String, OptimizerState> states = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> states.put(name, new OptimizerState(parameter.values().length)));
        if (fields.get(STATE) instanceof RequestField.Members(var sent)) {
            sent.forEach((name, field) -> {
                Float64Tensor parameter = parameters.get(name);
                OptimizerState state = states.get(name);
                if (parameter == null || state == null) {
                    faults.add(unknown(name, parameters).within(STATE));
                } else if (field instanceof RequestField.Members(var slots)) {
                    restore(optimizer, state, name, parameter.shape(), slots);
                } else {
                    faults.add((field instanceof RequestField.Faulty faulty
                            ? faulty.in().apply(dtype)
                            : Fault.of(name, "must be an object of tensors")).within(STATE));
                }
            });
        }
        return states;
    }

    private void restore(Optimizer optimizer, OptimizerState state, String name, Shape shape,
            Map<String, RequestField> sent) {
        List<Slot> kept = optimizer.slots().stream().filter(optimizer::keeps).toList();
        Map<String, Float64Tensor> tensors = tensors(sent, STATE, name);
        sent.keySet().stream().filter(slot -> kept.stream().noneMatch(each -> each.name().equals(slot)))
                .forEach(
                        slot -> faults.add(Fault
                                .of(slot, entry.id() + " keeps no " + slot + " with these options; it keeps "
                                        + String.join(", ", kept.stream().map(Slot::name).toList()))
                                .within(STATE, name)));
        for (Slot slot : kept) {
            Float64Tensor tensor = tensors.get(slot.name());
            Shape wanted = slot.isSingle() ? Shape.SCALAR : shape;
            if (tensor == null) {
                if (!sent.containsKey(slot.name()) && !sent.isEmpty()) {
                    faults.add(Fault.of(name, slot.name() + " is missing: " + slot.meaning()).within(STATE));
                }
            } else if (!tensor.shape().equals(wanted)) {
                faults.add(Fault.of(slot.name(), slot.name() + " must have the shape " + wanted + ", has "
                        + tensor.shape()).within(STATE, name));
            } else {
                state.put(slot, tensor.values().clone());
            }
        }
    }
}
