package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Task;
import dev.nabla.gradcheck.Comparison;
import dev.nabla.gradcheck.GradientCheck;
import dev.nabla.gradcheck.GradientCheck.Suspect;
import dev.nabla.gradcheck.Tolerance;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.request.RequestField;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the gradient, and the loss, in the fields of a request against the loss that its other fields ask for. */
final class GradientCheckBinder {

    private final LossEntry entry;
    private final EvaluationFields known;
    private final SequencedMap<String, RequestField> sent;
    private final List<Fault> faults = new ArrayList<>();

    GradientCheckBinder(LossEntry entry, EvaluationFields known, SequencedMap<String, RequestField> sent) {
        this.entry = entry;
        this.known = known;
        this.sent = sent;
    }

    /**
     * What comes of the comparison.
     *
     * @throws InvalidRequestException if the fields are not a valid request; its faults hold the first in their order
     */
    GradientReport report() {
        Map<String, Tensor> gradients = gradients();
        Tensor loss = tensor(GradientCheckField.LOSS);
        double tolerance = tolerance();
        SequencedMap<String, RequestField> evaluated = evaluated(gradients.keySet());
        Task task = bind(evaluated);
        if (task != null) {
            gradients.forEach((input, gradient) -> requireShape(input, gradient, task));
        }
        EvaluationBinder.throwIfAny(faults, sent);
        return report(Objects.requireNonNull(task), gradients, loss, tolerance, evaluated);
    }

    private GradientReport report(Task task, Map<String, Tensor> gradients, @Nullable Tensor loss, double tolerance,
            SequencedMap<String, RequestField> evaluated) {
        double relative = tolerance > 0 ? tolerance : Tolerance.byDefault(task.dtype());
        GradientCheck check = new GradientCheck(task, relative, () -> leavingOut(evaluated));
        Comparison lossComparison = loss == null ? null : compareLoss(check, loss);
        return new GradientReport(check.gradients(gradients), isSingle(), lossComparison);
    }

    private Comparison compareLoss(GradientCheck check, Tensor loss) {
        Shape wanted = check.lossShape();
        if (!loss.shape().equals(wanted)) {
            throw new InvalidRequestException(Fault.of(GradientCheckField.LOSS.label(),
                    "loss must have the shape " + wanted + " of the answered loss, has " + loss.shape()));
        }
        return check.loss(loss);
    }

    private boolean isSingle() {
        return isSent(GradientCheckField.GRADIENT);
    }

    private boolean isSent(GradientCheckField field) {
        RequestField value = sent.get(field.label());
        return value != null && !(value instanceof RequestField.Option(Literal.Nothing _));
    }

    /** The gradients to be checked, by name of input. */
    private Map<String, Tensor> gradients() {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        if (isSent(GradientCheckField.GRADIENT) && isSent(GradientCheckField.GRADIENTS)) {
            faults.add(Fault.of(GradientCheckField.GRADIENTS.label(), "send gradient or gradients, not both"));
        } else if (isSent(GradientCheckField.GRADIENT)) {
            Tensor gradient = tensor(GradientCheckField.GRADIENT);
            if (gradient != null) {
                gradients.put(LossEntry.PREDICTIONS, gradient);
            }
        } else if (sent.get(GradientCheckField.GRADIENTS.label()) instanceof RequestField.Members(var members)) {
            members.forEach((name, field) -> addMember(gradients, name, field));
            if (members.isEmpty()) {
                faults.add(Fault.of(GradientCheckField.GRADIENTS.label(), "gradients must have at least one of "
                        + GradientCheckField.differentiable(entry)));
            }
        } else if (!isSent(GradientCheckField.GRADIENTS)) {
            faults.add(Fault.whole(entry.hasPredictions()
                    ? "gradient is missing: " + GradientCheckField.GRADIENT.meaning()
                            + "; or gradients, by name of input"
                    : "gradients is missing: an object of your gradients by name of input, with one or more of "
                            + GradientCheckField.differentiable(entry)));
        }
        return gradients;
    }

    private void addMember(Map<String, Tensor> gradients, String name, RequestField field) {
        switch (field) {
            case RequestField.Numbers numbers -> gradients.put(name, numbers.as().apply(DType.FLOAT64));
            case RequestField.Faulty faulty -> faults.add(inGradients(faulty.in().apply(DType.FLOAT64)));
            case RequestField.Unknown _ -> faults.add(inGradients(Fault.of(name, entry.id()
                    + " has no gradient with respect to " + name + "; it has those with respect to "
                    + GradientCheckField.differentiable(entry))));
            default -> faults.add(inGradients(Fault.of(name, name + " must be a tensor, was null")));
        }
    }

    private static Fault inGradients(Fault fault) {
        return fault.within(GradientCheckField.GRADIENTS.label());
    }

    private @Nullable Tensor tensor(GradientCheckField field) {
        return sent.get(field.label()) instanceof RequestField.Numbers numbers
                ? numbers.as().apply(DType.FLOAT64)
                : null;
    }

    /** The tolerance that was sent; 0 for none. */
    private double tolerance() {
        RequestField field = sent.get(GradientCheckField.TOLERANCE.label());
        if (!(field instanceof RequestField.Option(Literal value)) || value instanceof Literal.Nothing) {
            return 0;
        }
        if (value instanceof Literal.Numeral(double number) && number > 0 && number < 1) {
            return number;
        }
        faults.add(Fault.of(GradientCheckField.TOLERANCE.label(),
                "tolerance must be a number in (0, 1), was " + value.excerpt()));
        return 0;
    }

    /** The fields that ask for the gradients to be compared with. */
    private SequencedMap<String, RequestField> evaluated(Set<String> inputs) {
        SequencedMap<String, RequestField> fields = new LinkedHashMap<>(sent);
        List<Literal> names = inputs.stream().<Literal>map(Literal.Text::new).toList();
        fields.putIfAbsent(SharedField.WRT.label(), new RequestField.Option(new Literal.Many(names)));
        return fields;
    }

    private @Nullable Task bind(SequencedMap<String, RequestField> fields) {
        try {
            return new EvaluationBinder(entry, known, fields).bind();
        } catch (InvalidRequestException e) {
            faults.addAll(e.faults());
            return null;
        }
    }

    private void requireShape(String input, Tensor gradient, Task task) {
        if (!task.wrt().contains(input)) {
            faults.add(
                    Fault.of(SharedField.WRT.label(), "wrt must name the inputs whose gradients are sent: " + input));
            return;
        }
        Shape wanted = Objects.requireNonNull(task.inputs().get(input)).shape();
        if (!gradient.shape().equals(wanted)) {
            String name = isSingle() ? GradientCheckField.GRADIENT.label() : input;
            Fault fault = Fault.of(name, name + " must have the shape " + wanted + (isSingle() ? " of " + input : "")
                    + ", has " + gradient.shape()
                    + (isTransposed(gradient.shape(), wanted) ? ": is it transposed?" : ""));
            faults.add(isSingle() ? fault : inGradients(fault));
        }
    }

    private static boolean isTransposed(Shape actual, Shape wanted) {
        return actual.rank() == 2 && wanted.rank() == 2 && actual.equals(Shape.of(wanted.size(1), wanted.size(0)));
    }

    /** The same request, each time without one of the fields that it could do without. */
    private List<Suspect> leavingOut(SequencedMap<String, RequestField> fields) {
        List<Suspect> suspects = new ArrayList<>();
        for (String name : fields.keySet()) {
            if (isOptional(name)) {
                SequencedMap<String, RequestField> rest = new LinkedHashMap<>(fields);
                rest.remove(name);
                try {
                    suspects.add(new Suspect("without " + name, new EvaluationBinder(entry, known, rest).bind()));
                } catch (InvalidRequestException _) {
                    // then nobody can have computed it
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
