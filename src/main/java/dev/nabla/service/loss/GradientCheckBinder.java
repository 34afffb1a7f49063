package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Task;
import dev.nabla.gradcheck.Comparison;
import dev.nabla.gradcheck.GradientCheck;
import dev.nabla.gradcheck.GradientCheck.Suspect;
import dev.nabla.gradcheck.Tolerance;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.RequestBinder;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds the fields of a request to a gradient check: the caller's gradient and loss, and the evaluation to compare with. */
final class GradientCheckBinder extends RequestBinder {

    private final LossEntry entry;
    private final EvaluationFields known;

    GradientCheckBinder(LossEntry entry, EvaluationFields known, Fields fields) {
        super(fields);
        this.entry = entry;
        this.known = known;
    }

    /**
     * Compares the caller's numbers with the exact ones.
     *
     * @throws InvalidRequestException if the fields are not a valid request; its faults are in the order of the fields
     */
    GradientReport compare() {
        Map<String, Tensor> gradients = gradients();
        Tensor loss = exact(GradientCheckField.LOSS);
        double tolerance = tolerance();
        Fields evaluated = evaluated(gradients.keySet());
        Task task = bind(evaluated);
        if (task != null) {
            gradients.forEach((input, gradient) -> requireShape(input, gradient, task));
        }
        throwIfFaulty();
        GradientCheck check = new GradientCheck(Objects.requireNonNull(task), tolerance,
                () -> withoutEachOptional(evaluated));
        Comparison lossComparison = loss == null ? null : compareLoss(check, loss);
        return new GradientReport(check.gradients(gradients), isSingle(), lossComparison);
    }

    private Comparison compareLoss(GradientCheck check, Tensor loss) {
        Shape expected = check.lossShape();
        if (!loss.shape().equals(expected)) {
            throw new InvalidRequestException(Fault.of(GradientCheckField.LOSS.label(),
                    "loss must have the shape " + expected + " of the returned loss, has " + loss.shape()));
        }
        return check.loss(loss);
    }

    private boolean isSingle() {
        return isSent(GradientCheckField.GRADIENT);
    }

    private boolean isSent(GradientCheckField field) {
        return fields.hasValue(field.label());
    }

    /** The gradients to check, by input. */
    private Map<String, Tensor> gradients() {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        if (isSent(GradientCheckField.GRADIENT) && isSent(GradientCheckField.GRADIENTS)) {
            report(GradientCheckField.GRADIENTS.label(), "send gradient or gradients, not both");
        } else if (isSent(GradientCheckField.GRADIENT)) {
            Tensor gradient = exact(GradientCheckField.GRADIENT);
            if (gradient != null) {
                gradients.put(LossEntry.PREDICTIONS, gradient);
            }
        } else if (fields.get(GradientCheckField.GRADIENTS.label()) instanceof Field.Members(var members)) {
            members.forEach((name, field) -> addMember(gradients, name, field));
            if (members.isEmpty()) {
                report(GradientCheckField.GRADIENTS.label(), "gradients must have at least one of "
                        + GradientCheckField.differentiable(entry));
            }
        } else if (!isSent(GradientCheckField.GRADIENTS)) {
            reportMissing();
        }
        return gradients;
    }

    private void reportMissing() {
        if (entry.hasPredictions()) {
            reportMissing(GradientCheckField.GRADIENT.label(),
                    GradientCheckField.GRADIENT.meaning() + "; or gradients, by input name");
        } else {
            reportMissing(GradientCheckField.GRADIENTS.label(),
                    "an object of your gradients by input name, with one or more of "
                            + GradientCheckField.differentiable(entry));
        }
    }

    private void addMember(Map<String, Tensor> gradients, String name, Field field) {
        switch (field) {
            case Field.Numbers numbers -> gradients.put(name, numbers.as(DType.FLOAT64));
            case Field.Faulty faulty -> report(inGradients(faulty.in(DType.FLOAT64)));
            case Field.Unknown _ -> report(inGradients(Fault.of(name, entry.id()
                    + " has no gradient with respect to " + name + ", only with respect to "
                    + GradientCheckField.differentiable(entry))));
            default -> report(inGradients(Fault.of(name, name + " must be a tensor, got null")));
        }
    }

    private static Fault inGradients(Fault fault) {
        return fault.within(GradientCheckField.GRADIENTS.label());
    }

    private @Nullable Tensor exact(GradientCheckField field) {
        return tensor(field.label(), DType.FLOAT64);
    }

    /** The relative tolerance. */
    private double tolerance() {
        Optional<Literal> sent = fields.value(GradientCheckField.TOLERANCE.label());
        if (sent.isPresent()) {
            if (sent.get() instanceof Literal.Numeral(double number) && number > 0 && number < 1) {
                return number;
            }
            report(GradientCheckField.TOLERANCE.label(),
                    "tolerance must be a number in (0, 1), got " + sent.get().excerpt());
        }
        return Tolerance.defaultFor(dtype);
    }

    /** The fields of the evaluation to compare with, which names the same inputs. */
    private Fields evaluated(Set<String> inputs) {
        if (fields.has(SharedField.WRT.label())) {
            return fields;
        }
        List<Literal> names = inputs.stream().<Literal>map(Literal.Text::new).toList();
        return fields.with(SharedField.WRT.label(), new Field.Option(new Literal.Array(names)));
    }

    private @Nullable Task bind(Fields evaluated) {
        try {
            return new EvaluationBinder(entry, known, evaluated, dtype).bind();
        } catch (InvalidRequestException e) {
            reportAll(e.faults());
            return null;
        }
    }

    private void requireShape(String input, Tensor gradient, Task task) {
        if (!task.wrt().contains(input)) {
            report(SharedField.WRT.label(), "wrt must name the inputs whose gradients are sent: " + input);
            return;
        }
        Shape expected = Objects.requireNonNull(task.inputs().get(input)).shape();
        if (!gradient.shape().equals(expected)) {
            String name = isSingle() ? GradientCheckField.GRADIENT.label() : input;
            Fault fault = Fault.of(name, name + " must have the shape " + expected + (isSingle() ? " of " + input : "")
                    + ", has " + gradient.shape()
                    + (isTransposed(gradient.shape(), expected) ? ": is it transposed?" : ""));
            report(isSingle() ? fault : inGradients(fault));
        }
    }

    private static boolean isTransposed(Shape actual, Shape expected) {
        return actual.rank() == 2 && expected.rank() == 2
                && actual.equals(Shape.of(expected.size(1), expected.size(0)));
    }

    /** The same request without each of its optional fields in turn. */
    private List<Suspect> withoutEachOptional(Fields evaluated) {
        List<Suspect> suspects = new ArrayList<>();
        for (String omitted : evaluated.names()) {
            if (isOptional(omitted)) {
                Fields rest = evaluated.only(name -> !name.equals(omitted));
                try {
                    suspects.add(new Suspect("without " + omitted, new EvaluationBinder(entry, known, rest).bind()));
                } catch (InvalidRequestException _) {
                    // The request is invalid without the field.
                }
            }
        }
        return suspects;
    }

    private boolean isOptional(String name) {
        return entry.options().stream().anyMatch(option -> option.name().equals(name))
                || entry.defaults().inputs().stream()
                        .anyMatch(input -> input.name().equals(name) && !input.isRequired())
                || Set.of(SharedField.SAMPLE_WEIGHT, SharedField.MASK, SharedField.GRAD_OUTPUT, SharedField.AXIS)
                        .stream().anyMatch(field -> field.label().equals(name));
    }
}
