package dev.nabla.service.expression;

import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.Program;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.expression.NamedTensor.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** Binds the fields of a request that make a formula: its text, its inputs and parameters, and formulas for gradients. */
final class FormulaBinder extends NamedTensorBinder {

    private final FieldKinds known;
    private final LossCalls calls;

    FormulaBinder(Fields fields, FieldKinds known, LossCalls calls) {
        super(fields);
        this.known = known;
        this.calls = calls;
    }

    /**
     * A formula with the fields that hold its tensors.
     *
     * @param tensors its inputs and parameters, by name
     * @param isChecked whether it is to be checked
     * @param isExplained whether it is to be explained
     * @param hasGradients whether {@code gradients} are formulas
     */
    record Bound(
        FormulaEntry entry,
        Map<String, NamedTensor> tensors,
        boolean isChecked,
        boolean isExplained,
        boolean hasGradients) {

        /** The fields of a request to the formula as a loss, of which its tensors are fields like others. */
        Fields flat(Fields sent) {
            SequencedMap<String, Field> fields = new LinkedHashMap<>();
            sent.forEach((name, field) -> {
                if (name.equals(INPUTS) || name.equals(PARAMETERS)) {
                    tensors.forEach((tensor, named) -> {
                        if (named.path().getFirst().equals(name)) {
                            fields.put(tensor, named.numbers());
                        }
                    });
                } else if (!isOfFormula(name) || (name.equals(GRADIENTS) && !hasGradients)) {
                    fields.put(name, field);
                }
            });
            return Fields.of(fields);
        }

        /** A fault of a tensor, at its place in the request. */
        Fault placed(Fault fault) {
            return NamedTensor.placed(fault, tensors);
        }

        private static boolean isOfFormula(String name) {
            return Arrays.stream(ExpressionField.values()).anyMatch(own -> own.label().equals(name));
        }
    }

    /**
     * Binds the formula, with formulas for gradients.
     *
     * @throws InvalidRequestException if the fields are not valid
     */
    Bound bind() {
        return bind(true);
    }

    /**
     * Binds the formula of a request whose {@code gradients} are something else.
     *
     * @throws InvalidRequestException if the fields are not valid
     */
    Bound bindWithoutGradients() {
        return bind(false);
    }

    private Bound bind(boolean hasGradients) {
        fields.forEach((name, field) -> rejectUnknown("a request with a formula", name, field, known.names()));
        Program program = program();
        collect(INPUTS, Role.INPUT);
        collect(PARAMETERS, Role.PARAMETER);
        Map<String, Program> gradients = hasGradients ? gradients() : Map.of();
        boolean isChecked = flag(ExpressionField.CHECK.label());
        boolean isExplained = flag(ExpressionField.EXPLAIN.label());
        throwIfFaulty();
        FormulaLoss loss = loss(Objects.requireNonNull(program), gradients, calls, tensors);
        if (tensors.isEmpty()) {
            report(INPUTS, "a loss needs at least one input");
        }
        rejectUnused(loss.inputs(), "the formula does not use");
        throwIfFaulty();
        return new Bound(new FormulaEntry(loss), tensors, isChecked, isExplained, hasGradients);
    }
}
