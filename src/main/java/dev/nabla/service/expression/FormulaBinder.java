package dev.nabla.service.expression;

import dev.nabla.expression.CompiledFormula;
import dev.nabla.expression.CompiledFormulas;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.GradientFormulaException;
import dev.nabla.expression.compile.Compiler;
import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Program;
import dev.nabla.loss.Input;
import dev.nabla.loss.ShapeRules;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.RequestBinder;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds the fields of a request that make a formula: its text, its inputs and parameters, and formulas for gradients. */
final class FormulaBinder extends RequestBinder {

    private static final String FORMULA = ExpressionField.FORMULA.label();
    private static final String INPUTS = ExpressionField.INPUTS.label();
    private static final String PARAMETERS = ExpressionField.PARAMETERS.label();
    private static final String GRADIENTS = ExpressionField.GRADIENTS.label();

    /** A name in the language. */
    private static final Pattern NAME = Pattern
            .compile("[\\p{L}_][\\p{L}_0-9]*(\\.[\\p{L}_0-9]+)*", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Set<String> WORDS = Set.of("and", "or", "not");

    private static final Set<String> SHARED = Arrays.stream(SharedField.values()).map(SharedField::label)
            .collect(Collectors.toSet());

    private final FieldKinds known;
    private final LossCalls calls;
    private final Map<String, Field> tensors = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, String> owners = new LinkedHashMap<>();

    FormulaBinder(Fields fields, FieldKinds known, LossCalls calls) {
        super(fields);
        this.known = known;
        this.calls = calls;
    }

    /**
     * A formula with the fields that hold its tensors.
     *
     * @param tensors the tensors of its inputs and parameters, by name
     * @param owners the field of the request that holds each of them, by name
     * @param isChecked whether it is to be checked
     * @param isExplained whether it is to be explained
     * @param hasGradients whether {@code gradients} are formulas
     */
    record Bound(
        FormulaEntry entry,
        Map<String, Field> tensors,
        Map<String, String> owners,
        boolean isChecked,
        boolean isExplained,
        boolean hasGradients) {

        /** The fields of a request to the formula as a loss, of which its tensors are fields like others. */
        Fields flat(Fields sent) {
            SequencedMap<String, Field> fields = new LinkedHashMap<>();
            sent.forEach((name, field) -> {
                if (owners.containsValue(name)) {
                    tensors.forEach((tensor, numbers) -> {
                        if (name.equals(owners.get(tensor))) {
                            fields.put(tensor, numbers);
                        }
                    });
                } else if (!isOfFormula(name) || (name.equals(GRADIENTS) && !hasGradients)) {
                    fields.put(name, field);
                }
            });
            return Fields.of(fields);
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
        collect(INPUTS);
        collect(PARAMETERS);
        Map<String, Program> gradients = hasGradients ? gradients() : Map.of();
        boolean isChecked = flag(ExpressionField.CHECK.label());
        boolean isExplained = flag(ExpressionField.EXPLAIN.label());
        throwIfFaulty();
        Bound bound = new Bound(new FormulaEntry(loss(program, gradients)), tensors, owners, isChecked,
                isExplained, hasGradients);
        throwIfFaulty();
        return bound;
    }

    private @Nullable Program program() {
        Optional<Literal> sent = fields.option(FORMULA);
        if (sent.isPresent() && sent.get() instanceof Literal.Text(String text)) {
            return parse(text, Fault.of(FORMULA, ""));
        }
        if (fields.has(FORMULA)) {
            report(FORMULA, "formula must be a string, for instance \"(predictions - targets)^2\"");
        } else {
            reportMissing(FORMULA, "the loss as a string, for instance \"(predictions - targets)^2\"");
        }
        return null;
    }

    private @Nullable Program parse(String text, Fault at) {
        try {
            return CompiledFormulas.parse(text);
        } catch (FormulaException e) {
            report(new Fault(at.path(), at.index(), String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** Collects the tensors of a field with members. */
    private void collect(String owner) {
        switch (fields.get(owner)) {
            case null -> {
                // a formula need not have both
            }
            case Field.Members(Fields members) -> members.forEach((name, field) -> collect(owner, name, field));
            case Field.Faulty _ -> {
                // reported
            }
            default -> report(owner, owner + " must be an object of tensors by name");
        }
    }

    private void collect(String owner, String name, Field field) {
        Optional<String> problem = problem(name);
        if (field instanceof Field.Faulty faulty) {
            report(faulty.in(dtype).within(owner));
        } else if (problem.isPresent()) {
            report(owner, () -> Fault.of(name, problem.get()).within(owner));
        } else if (field instanceof Field.Numbers numbers) {
            tensors.put(name, field);
            shapes.put(name, numbers.shape());
            owners.put(name, owner);
        } else {
            report(owner, () -> Fault.of(name, Excerpt.of(name) + " must be a tensor").within(owner));
        }
    }

    /** What is wrong with the name of an input. */
    private Optional<String> problem(String name) {
        if (!NAME.matcher(name).matches() || WORDS.contains(name)) {
            return Optional.of("a name consists of letters, digits and _, and begins with a letter; got "
                    + Excerpt.of(name));
        }
        if (Compiler.isConstant(name)) {
            return Optional.of(name + " is a constant of the language; give the input another name");
        }
        if (SHARED.contains(name) || name.equals(CompiledFormula.UPSTREAM)) {
            return Optional.of(name + " has a meaning of its own in requests; give the input another name");
        }
        return tensors.containsKey(name)
                ? Optional.of(name + " is an input already; give one of them another name")
                : Optional.empty();
    }

    private Map<String, Program> gradients() {
        Map<String, Program> gradients = new LinkedHashMap<>();
        switch (fields.get(GRADIENTS)) {
            case null -> {
                // those of the formula
            }
            case Field.Members(Fields members) -> members.forEach((name, field) -> {
                Fault at = Fault.of(name, "").within(GRADIENTS);
                if (!tensors.containsKey(name)) {
                    report(GRADIENTS, () -> Fault.of(name, "there is no input with this name").within(GRADIENTS));
                } else if (field instanceof Field.Option(Literal.Text(String text))) {
                    Program program = parse(text, at);
                    if (program != null) {
                        gradients.put(name, program);
                    }
                } else {
                    report(Fault.of(name, "must be a formula, a string").within(GRADIENTS));
                }
            });
            case Field.Faulty _ -> {
                // reported
            }
            default -> report(GRADIENTS, "gradients must be an object of formulas by input");
        }
        return gradients;
    }

    /** The loss, whose inputs can be differentiated as often as the formula allows. */
    private FormulaLoss loss(@Nullable Program program, Map<String, Program> gradients) {
        if (program == null) {
            throw new IllegalStateException("a missing formula is a fault");
        }
        CompiledFormula compiled = compiled(new FormulaLoss(program, List.of(), gradients, calls));
        if (compiled.used().isEmpty() && tensors.isEmpty()) {
            report(INPUTS, "a loss needs at least one input");
        }
        List<Input> inputs = new ArrayList<>();
        tensors.keySet().forEach(name -> {
            if (!compiled.used().contains(name)) {
                String owner = String.valueOf(owners.get(name));
                report(owner, () -> Fault.of(name, "the formula does not use " + name
                        + "; leave it out, or use it").within(owner));
            }
            inputs.add(input(name, compiled));
        });
        return new FormulaLoss(program, List.copyOf(inputs), gradients, calls);
    }

    private Input input(String name, CompiledFormula compiled) {
        boolean isParameter = PARAMETERS.equals(owners.get(name));
        Input input = isParameter
                ? Input.parameters(name, "a parameter of the formula", ShapeRules.ANY, 0)
                : Input.numbers(name, "an input of the formula").shaped(ShapeRules.ANY);
        if (!compiled.isDifferentiable(name)) {
            return input;
        }
        return compiled.isElementwise(name) ? input.twiceDifferentiable() : input.differentiable();
    }

    private CompiledFormula compiled(FormulaLoss loss) {
        try {
            return loss.computation(shapes);
        } catch (FormulaException e) {
            throw failure(FORMULA, () -> Fault.of(FORMULA, String.valueOf(e.getMessage())));
        } catch (GradientFormulaException e) {
            throw failure(GRADIENTS, () -> Fault.of(e.input(), String.valueOf(e.fault().getMessage()))
                    .within(GRADIENTS));
        }
    }
}
