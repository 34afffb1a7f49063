package dev.nabla.service.objective;

import dev.nabla.catalog.LossEntry;
import dev.nabla.catalog.NameResolver;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.Program;
import dev.nabla.expression.objective.Term;
import dev.nabla.expression.objective.TermWeight;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.Suggestions;
import dev.nabla.service.expression.NamedTensor;
import dev.nabla.service.expression.NamedTensorBinder;
import dev.nabla.service.loss.LossService;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds the fields of an object to a term. The paths of faults are relative to that object, or begin with a tensor's name. */
final class TermBinder extends NamedTensorBinder {

    private static final String NAME = TermField.NAME.label();
    private static final String LOSS = TermField.LOSS.label();
    private static final String WEIGHT = TermField.WEIGHT.label();
    private static final String REDUCTION = TermField.REDUCTION.label();
    private static final String AXIS = TermField.AXIS.label();

    private final LossService losses;
    private final LossCalls calls;

    TermBinder(LossService losses, LossCalls calls, Fields fields, DType dtype, Faults faults,
            Map<String, NamedTensor> tensors) {
        super(fields, dtype, faults, tensors);
        this.losses = losses;
        this.calls = calls;
    }

    /**
     * Binds the term.
     *
     * @throws InvalidRequestException if the fields are not valid
     */
    Term bind() {
        if (fields.has(LOSS) == fields.has(FORMULA)) {
            throw fields.has(LOSS)
                    ? failure(FORMULA, () -> Fault.of(FORMULA, "a term is a loss or a formula, not both"))
                    : failure("", () -> Fault.whole("a term needs a loss, for instance \"mse\", or a formula"));
        }
        return fields.has(LOSS) ? ofCatalog(entry()) : ofFormula();
    }

    private LossEntry entry() {
        String name = text(LOSS, "the name of a loss, for instance \"mse\"").orElse("");
        return losses.lookUp(name).orElseThrow(() -> failure(LOSS, () -> Fault.of(LOSS,
                "there is no loss with this name; "
                        + losses.question(name).orElse("GET /v1/losses lists them all"))));
    }

    private Optional<String> text(String field, String what) {
        Optional<Literal> sent = fields.value(field);
        if (sent.isPresent() && sent.get() instanceof Literal.Text(String text)) {
            return Optional.of(text);
        }
        if (fields.hasValue(field)) {
            report(field, field + " must be " + what);
        }
        return Optional.empty();
    }

    private Term ofCatalog(LossEntry entry) {
        List<String> inputs = entry.defaults().inputs().stream().map(Input::name).toList();
        List<String> known = new ArrayList<>(fieldsOf(entry.defaults() instanceof RowwiseLoss));
        known.removeAll(List.of(FORMULA, GRADIENTS));
        entry.options().forEach(option -> known.add(option.name()));
        fields.forEach((name, field) -> {
            if (inputs.contains(name) && !known.contains(name)) {
                report(name, () -> Fault.of(name, "the terms share their inputs: put " + name
                        + " into the inputs of the objective; a term names it, \"inputs\": {" + '"' + name
                        + "\": \"…\"}"));
            } else {
                rejectUnknown("a term with " + entry.id(), name, field, known);
            }
        });
        Loss loss = build(entry.options(), (sent, faults) -> entry.build(withPresets(entry, sent), faults));
        Map<String, String> mapped = mapped(entry.id(), inputs);
        for (Input input : loss.inputs()) {
            if (input.isRequired() && !mapped.containsKey(input.name()) && !isMapped(input.name())) {
                report(INPUTS, () -> Fault.of(input.name(), entry.id() + " needs " + input.name() + ", "
                        + input.meaning() + ", and no input has this name: send \"inputs\": {\"" + input.name()
                        + "\": \"…\"} with the name of one").within(INPUTS));
            }
        }
        return term(entry.id(), loss, mapped, entry.presets());
    }

    private static Map<String, Literal> withPresets(LossEntry entry, Map<String, Literal> sent) {
        Map<String, Literal> options = new LinkedHashMap<>(entry.presets());
        options.putAll(sent);
        return options;
    }

    private Term ofFormula() {
        List<String> known = fieldsOf(false).stream().filter(name -> !name.equals(LOSS)).toList();
        fields.forEach((name, field) -> rejectUnknown("a term with a formula", name, field, known));
        Program program = program();
        Map<String, NamedTensor> visible = new LinkedHashMap<>(tensors);
        Map<String, String> renamed = renamed();
        renamed.forEach((own, shared) -> visible.put(own, Objects.requireNonNull(tensors.get(shared))));
        tensors.putAll(visible);
        Map<String, Program> gradients = gradients();
        throwIfFaulty();
        FormulaLoss loss = loss(Objects.requireNonNull(program), gradients, calls, visible);
        Map<String, String> mapped = new LinkedHashMap<>();
        loss.inputs().forEach(input -> mapped.put(input.name(), renamed.getOrDefault(input.name(), input.name())));
        renamed.keySet().stream().filter(own -> !mapped.containsKey(own)).forEach(own -> report(
                Fault.of(own, "the formula does not use " + own + "; leave it out, or use it").within(INPUTS)));
        return term(FORMULA, loss, mapped, Map.of());
    }

    private static List<String> fieldsOf(boolean hasAxis) {
        return Arrays.stream(TermField.values()).filter(field -> hasAxis || field != TermField.AXIS)
                .map(TermField::label).toList();
    }

    private Term term(String defaultName, Loss loss, Map<String, String> inputs, Map<String, Literal> presets) {
        Reduction reduction = reduction(loss, presets);
        Tensor sampleWeight = tensor(TermField.SAMPLE_WEIGHT.label(), DType.FLOAT64);
        BooleanTensor mask = fields.get(TermField.MASK.label()) instanceof Field.Booleans(BooleanTensor sent)
                ? sent
                : null;
        Term term = new Term(text(NAME, "a string").orElse(defaultName), loss, inputs, differentiable(loss, inputs),
                reduction, sampleWeight, mask, axis(presets), weight());
        throwIfFaulty();
        return term;
    }

    /** The inputs with a gradient, which class indices have none of. */
    private Set<String> differentiable(Loss loss, Map<String, String> inputs) {
        Optional<Shape> first = shape(inputs.get(loss.inputs().getFirst().name()));
        Set<String> names = new LinkedHashSet<>();
        for (Input input : loss.inputs()) {
            Optional<Shape> own = shape(inputs.get(input.name()));
            boolean isIndices = input.elements().isClass() && !input.elements().isRounded(own.equals(first));
            if (own.isPresent() && input.isDifferentiable() && !isIndices) {
                names.add(input.name());
            }
        }
        return names;
    }

    private Optional<Shape> shape(@Nullable String shared) {
        return Optional.ofNullable(tensors.get(shared)).map(NamedTensor::shape);
    }

    /** The input of the objective that each input of the loss is; where nothing is said, the one with the same name. */
    private Map<String, String> mapped(String owner, List<String> inputs) {
        Map<String, String> renamed = renamed();
        Map<String, String> mapped = new LinkedHashMap<>();
        for (String name : inputs) {
            String shared = renamed.getOrDefault(name, name);
            if (tensors.containsKey(shared)) {
                mapped.put(name, shared);
            }
        }
        renamed.keySet().stream().filter(own -> !inputs.contains(own)).forEach(own -> report(INPUTS,
                () -> Fault.of(own, owner + " has no input " + Excerpt.of(own) + "; "
                        + Suggestions.question(own, inputs).orElse("it takes " + String.join(", ", inputs)))
                        .within(INPUTS)));
        return mapped;
    }

    /** The inputs of the loss that have other names in the objective, if these exist. */
    private Map<String, String> renamed() {
        Map<String, String> renamed = new LinkedHashMap<>();
        switch (fields.get(INPUTS)) {
            case Field.Members(Fields members) -> members.forEach((own, field) -> {
                String shared = field instanceof Field.Option(Literal.Text(String text)) ? text : "";
                if (tensors.containsKey(shared)) {
                    renamed.put(own, shared);
                } else {
                    report(INPUTS, () -> Fault.of(own, noInput(field)).within(INPUTS));
                }
            });
            case Field.Option(Literal.Null _) -> {
                // as if it were absent
            }
            case null -> {
                // all have the names of the objective
            }
            case Field.Faulty _ -> {
                // reported
            }
            default -> report(INPUTS, "inputs must be an object of names");
        }
        return renamed;
    }

    private boolean isMapped(String own) {
        return fields.get(INPUTS) instanceof Field.Members(Fields members) && members.has(own);
    }

    private String noInput(Field field) {
        return field instanceof Field.Option(Literal.Text(String text))
                ? "there is no input " + Excerpt.of(text) + "; " + new NameResolver(tensors.keySet()).question(text)
                        .orElseGet(() -> "the inputs are " + Excerpt.list(tensors.keySet()))
                : "must be the name of an input of the objective, a string";
    }

    private Reduction reduction(Loss loss, Map<String, Literal> presets) {
        List<Reduction> known = loss.reductions().stream().filter(reduction -> reduction != Reduction.NONE).toList();
        Literal preset = fields.hasValue(REDUCTION) ? null : presets.get(REDUCTION);
        Reduction byDefault = known.stream().filter(each -> new Literal.Text(each.label()).equals(preset)).findFirst()
                .orElse(Reduction.MEAN);
        return choice(REDUCTION, known, Reduction::label, byDefault);
    }

    private OptionalInt axis(Map<String, Literal> presets) {
        Literal sent = fields.value(AXIS).orElse(presets.get(AXIS));
        if (sent == null) {
            return OptionalInt.empty();
        }
        if (sent instanceof Literal.Numeral(double number) && number == (int) number) {
            return OptionalInt.of((int) number);
        }
        report(AXIS, "axis must be an integer, got " + sent.excerpt());
        return OptionalInt.empty();
    }

    private TermWeight weight() {
        switch (fields.get(WEIGHT)) {
            case null -> {
                return TermWeight.Factor.ONE;
            }
            case Field.Option(Literal.Null _) -> {
                return TermWeight.Factor.ONE;
            }
            case Field.Members(Fields members) -> {
                return learnt(members);
            }
            case Field.Numbers numbers when numbers.shape().rank() == 0
                    && Double.isFinite(numbers.as(DType.FLOAT64).get(0)) -> {
                return new TermWeight.Factor(numbers.as(DType.FLOAT64).get(0));
            }
            case Field.Faulty _ -> {
                // reported
            }
            default -> report(WEIGHT, "weight must be a finite number, or an object with log_variance");
        }
        return TermWeight.Factor.ONE;
    }

    private TermWeight learnt(Fields members) {
        for (String name : members.names()) {
            if (!name.equals(TermField.LOG_VARIANCE)) {
                report(WEIGHT, () -> Fault.of(name, Suggestions.noSuchField("weight", name,
                        List.of(TermField.LOG_VARIANCE))).within(WEIGHT));
            }
        }
        Field sent = members.get(TermField.LOG_VARIANCE);
        if (sent instanceof Field.Option(Literal.Numeral(double number)) && Double.isFinite(number)) {
            return new TermWeight.LogVariance(number);
        }
        if (sent instanceof Field.Option(Literal.Text(String name)) && tensors.containsKey(name)) {
            Shape shape = Objects.requireNonNull(tensors.get(name)).shape();
            if (shape.rank() == 0) {
                return new TermWeight.SharedLogVariance(name);
            }
            reportLogVariance(name + " must be a number to be a log-variance, has shape " + shape);
        } else if (sent instanceof Field.Option(Literal.Text _)) {
            reportLogVariance(noInput(sent));
        } else if (sent == null) {
            report(WEIGHT, "weight must have log_variance: a number, or the name of an input that is one");
        } else {
            reportLogVariance("log_variance must be a finite number, or the name of an input that is one");
        }
        return TermWeight.Factor.ONE;
    }

    private void reportLogVariance(String detail) {
        report(Fault.of(TermField.LOG_VARIANCE, detail).within(WEIGHT));
    }
}
