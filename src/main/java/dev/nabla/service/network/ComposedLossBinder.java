package dev.nabla.service.network;

import dev.nabla.catalog.LossEntry;
import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.Program;
import dev.nabla.expression.objective.Term;
import dev.nabla.loss.Input;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.expression.FormulaEntry;
import dev.nabla.service.expression.NamedTensor;
import dev.nabla.service.expression.NamedTensor.Role;
import dev.nabla.service.expression.NamedTensorBinder;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.loss.SharedField;
import dev.nabla.service.objective.ObjectiveEntry;
import dev.nabla.service.objective.TermsBinder;
import dev.nabla.tensor.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Binds the object that is the loss of a network: {@code {"formula": …}} or {@code {"terms": […]}}, with inputs and parameters of
 * its own beside the tensors of the network. The paths of faults are relative to the object.
 */
final class ComposedLossBinder extends NamedTensorBinder {

    private final LossService losses;
    private final LossCalls calls;
    private final Faults ownFaults;

    /**
     * Creates a binder.
     *
     * @param tensors the tensors of the network, and the targets that are beside the loss
     */
    ComposedLossBinder(LossService losses, LossCalls calls, Fields fields, DType dtype, Faults faults,
            Map<String, NamedTensor> tensors) {
        super(fields, dtype, faults, tensors);
        this.losses = losses;
        this.calls = calls;
        this.ownFaults = faults;
    }

    /**
     * A loss with its tensors.
     *
     * @param tensors all tensors that it uses, by name
     */
    record Bound(LossEntry entry, Map<String, NamedTensor> tensors) {

        /** The inputs to differentiate with respect to: those of the network. */
        List<String> wrt() {
            return entry.defaults().inputs().stream().filter(Input::isDifferentiable).map(Input::name)
                    .filter(name -> Objects.requireNonNull(tensors.get(name)).role().isOfNetwork()).toList();
        }

        /** The fields of its evaluation, without those that all losses share. */
        SequencedMap<String, Field> fields() {
            SequencedMap<String, Field> fields = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> fields.put(name, tensor.numbers()));
            fields.put(SharedField.WRT.label(), new Field.Option(new Literal.Array(
                    wrt().stream().<Literal>map(Literal.Text::new).toList())));
            return fields;
        }

        /** A fault of one of its tensors at its place in the request. */
        Fault placed(Fault fault) {
            NamedTensor tensor = tensors.get(fault.topField());
            return tensor == null ? fault : tensor.placed(fault);
        }
    }

    /**
     * Binds the loss.
     *
     * @throws InvalidRequestException if the fields are not valid
     */
    Bound bind() {
        boolean isObjective = fields.has(Term.TERMS);
        List<String> known = isObjective
                ? List.of(Term.TERMS, INPUTS, PARAMETERS)
                : List.of(FORMULA, INPUTS, PARAMETERS, GRADIENTS);
        fields.forEach((name, field) -> rejectUnknown(isObjective ? "an objective" : "a loss with a formula", name,
                field, known));
        collect(INPUTS, Role.INPUT);
        collect(PARAMETERS, Role.PARAMETER);
        LossEntry entry = isObjective ? objective() : formula();
        rejectUnused(entry.defaults().inputs(), "the loss does not use");
        throwIfFaulty();
        Map<String, NamedTensor> used = new LinkedHashMap<>();
        for (Input input : entry.defaults().inputs()) {
            NamedTensor tensor = Objects.requireNonNull(tensors.get(input.name()));
            used.put(input.name(), isOwn(input.name()) ? tensor.within(NetworkBinder.LOSS) : tensor);
        }
        return new Bound(entry, used);
    }

    /** Whether a tensor is in the object, not beside it. */
    private boolean isOwn(String name) {
        return Stream.of(INPUTS, PARAMETERS)
                .anyMatch(owner -> fields.get(owner) instanceof Field.Members(Fields members) && members.has(name));
    }

    private LossEntry objective() {
        return new ObjectiveEntry(new TermsBinder(losses, calls, fields, dtype, ownFaults, tensors).bind());
    }

    private LossEntry formula() {
        Program program = program();
        Map<String, Program> gradients = gradients();
        throwIfFaulty();
        return new FormulaEntry(loss(Objects.requireNonNull(program), gradients, calls, tensors));
    }
}
