package dev.nabla.service.objective;

import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.objective.Objective;
import dev.nabla.loss.Input;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.expression.NamedTensor;
import dev.nabla.service.expression.NamedTensor.Role;
import dev.nabla.service.expression.NamedTensorBinder;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** Binds the fields of a request that make an objective: its inputs and parameters, and its terms. */
final class ObjectiveBinder extends NamedTensorBinder {

    private static final List<SharedField> OF_TERMS = List.of(SharedField.REDUCTION, SharedField.SAMPLE_WEIGHT,
            SharedField.MASK, SharedField.AXIS);

    private final ObjectiveFields known;
    private final LossService losses;
    private final LossCalls calls;

    ObjectiveBinder(LossService losses, LossCalls calls, ObjectiveFields known, Fields fields) {
        super(fields);
        this.known = known;
        this.losses = losses;
        this.calls = calls;
    }

    /**
     * An objective with the fields that hold its tensors.
     *
     * @param tensors its inputs and parameters, by name
     * @param wrt the inputs whose gradients are answered if a request does not name any
     * @param isPerTerm whether the gradients of each term are asked for
     */
    record Bound(ObjectiveEntry entry, Map<String, NamedTensor> tensors, List<String> wrt, boolean isPerTerm) {

        /** The fields of a request to the objective as a loss, of which its tensors are fields like others. */
        Fields flat(Fields sent) {
            SequencedMap<String, Field> fields = new LinkedHashMap<>();
            sent.forEach((name, field) -> {
                if (Arrays.stream(ObjectiveField.values()).noneMatch(own -> own.label().equals(name))) {
                    fields.put(name, field);
                }
            });
            tensors.forEach((name, tensor) -> fields.put(name, tensor.numbers()));
            return Fields.of(fields);
        }

        /** As {@link #flat}, with the inputs to differentiate with respect to. */
        Fields evaluated(Fields sent) {
            Fields flat = flat(sent);
            return flat.hasValue(SharedField.WRT.label())
                    ? flat
                    : flat.with(SharedField.WRT.label(), new Field.Option(new Literal.Array(
                            wrt.stream().<Literal>map(Literal.Text::new).toList())));
        }

        /** A fault of a tensor, at its place in the request. */
        Fault placed(Fault fault) {
            return NamedTensor.placed(fault, tensors);
        }
    }

    /**
     * Binds the objective.
     *
     * @throws InvalidRequestException if the fields are not valid; its faults are in the order of the fields
     */
    Bound bind() {
        fields.forEach(this::reject);
        collect(INPUTS, Role.INPUT);
        collect(PARAMETERS, Role.PARAMETER);
        boolean isPerTerm = flag(ObjectiveField.PER_TERM.label());
        Objective objective = objective();
        rejectUnused(objective.inputs(), "no term uses");
        checkTensors(objective);
        throwIfFaulty();
        return new Bound(new ObjectiveEntry(objective), tensors, wrt(objective), isPerTerm);
    }

    private Objective objective() {
        try {
            return new TermsBinder(losses, calls, fields, dtype, new Faults(fields), tensors).bind();
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> fault);
            throwIfFaulty();
            throw e;
        }
    }

    private void checkTensors(Objective objective) {
        Map<String, Tensor> numbers = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            try {
                numbers.put(name, tensor.tensor(dtype));
            } catch (InvalidRequestException e) {
                reportAll(e, tensor::placed);
            }
        });
        if (numbers.size() == tensors.size()) {
            objective.faults(numbers).forEach(fault -> report(NamedTensor.placed(fault, tensors)));
        }
    }

    /** The inputs whose gradients the terms would answer on their own. Parameters are only differentiated by name. */
    private List<String> wrt(Objective objective) {
        return objective.inputs().stream().map(Input::name)
                .filter(name -> Objects.requireNonNull(tensors.get(name)).role() == Role.INPUT)
                .filter(name -> objective.terms().stream().anyMatch(term -> term.isDifferentiableByDefault(name)))
                .toList();
    }

    private void reject(String name, Field field) {
        if (OF_TERMS.stream().anyMatch(shared -> shared.label().equals(name))) {
            report(name, name + " belongs to a term: each is reduced to a number on its own");
        } else if (name.equals(SharedField.HESSIAN.label())) {
            report(name, "an objective has no Hessian diagonal");
        } else {
            rejectUnknown("an objective", name, field, known.names());
        }
    }
}
