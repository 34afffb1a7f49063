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
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.RequestBinder;
import dev.nabla.service.expression.NamedTensor.Role;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
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

/** Base class of binders for requests with formulas, which have tensors under names that their callers choose. */
public abstract class NamedTensorBinder extends RequestBinder {

    protected static final String FORMULA = ExpressionField.FORMULA.label();
    protected static final String INPUTS = ExpressionField.INPUTS.label();
    protected static final String PARAMETERS = ExpressionField.PARAMETERS.label();
    protected static final String GRADIENTS = ExpressionField.GRADIENTS.label();

    /** A name in the language. */
    private static final Pattern NAME = Pattern
            .compile("[\\p{L}_][\\p{L}_0-9]*(\\.[\\p{L}_0-9]+)*", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Set<String> WORDS = Set.of("and", "or", "not");

    private static final Set<String> SHARED = Arrays.stream(SharedField.values()).map(SharedField::label)
            .collect(Collectors.toSet());

    /** The tensors that formulas can use, by name. */
    protected final SequencedMap<String, NamedTensor> tensors;

    /** Creates a binder for a request. */
    protected NamedTensorBinder(Fields fields) {
        super(fields);
        this.tensors = new LinkedHashMap<>();
    }

    /**
     * Creates a binder for a part of a request.
     *
     * @param tensors the tensors of the request
     */
    protected NamedTensorBinder(Fields fields, DType dtype, Faults faults, Map<String, NamedTensor> tensors) {
        super(fields, dtype, faults);
        this.tensors = new LinkedHashMap<>(tensors);
    }

    /** Collects the tensors of a field, which is an object of them. */
    protected final void collect(String owner, Role role) {
        switch (fields.get(owner)) {
            case null -> {
                // there need not be any
            }
            case Field.Members(Fields members) -> members.forEach((name, field) -> collect(owner, role, name, field));
            case Field.Faulty _ -> {
                // reported
            }
            default -> report(owner, owner + " must be an object of tensors by name");
        }
    }

    private void collect(String owner, Role role, String name, Field field) {
        Optional<String> problem = problem(name);
        if (field instanceof Field.Faulty faulty) {
            report(faulty.in(dtype).within(owner));
        } else if (problem.isPresent()) {
            report(owner, () -> Fault.of(name, problem.get()).within(owner));
        } else if (field instanceof Field.Numbers numbers) {
            tensors.put(name, new NamedTensor(numbers, List.of(owner, name), role));
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
        NamedTensor other = tensors.get(name);
        return other == null
                ? Optional.empty()
                : Optional.of(name + " is " + (other.role().isOfNetwork() ? "a tensor of the network" : "an input")
                        + " already; give one of them another name");
    }

    /**
     * Reports the tensors of {@code inputs} and {@code parameters} that a loss has no use for.
     *
     * @param inputs the inputs of the loss
     * @param detail what is wrong with another, before its name
     */
    protected final void rejectUnused(List<Input> inputs, String detail) {
        Set<String> used = inputs.stream().map(Input::name).collect(Collectors.toSet());
        tensors.forEach((name, tensor) -> {
            if (tensor.path().size() > 1 && !tensor.role().isOfNetwork() && !used.contains(name)) {
                report(tensor.path().getFirst(), () -> tensor.placed(Fault.of(name, detail + " " + name
                        + "; leave it out, or use it")));
            }
        });
    }

    /** The formula of the request; {@code null} if it has none that is valid, which is reported. */
    protected final @Nullable Program program() {
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

    /** Formulas for gradients, by input. */
    protected final Map<String, Program> gradients() {
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

    /**
     * The loss that is a formula of some of the tensors.
     *
     * @param visible the tensors that it may use
     * @throws InvalidRequestException if it is not one
     */
    protected final FormulaLoss loss(Program program, Map<String, Program> gradients, LossCalls calls,
            Map<String, NamedTensor> visible) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        visible.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        try {
            return FormulaLoss.of(program, gradients, calls, shapes, name -> {
                NamedTensor tensor = visible.get(name);
                return tensor != null && tensor.role().isParameter();
            });
        } catch (FormulaException e) {
            throw failure(FORMULA, () -> Fault.of(FORMULA, String.valueOf(e.getMessage())));
        } catch (GradientFormulaException e) {
            throw failure(GRADIENTS, () -> Fault.of(e.input(), String.valueOf(e.fault().getMessage()))
                    .within(GRADIENTS));
        }
    }
}
