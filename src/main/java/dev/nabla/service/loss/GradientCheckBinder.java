package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.gradcheck.Comparison;
import dev.nabla.gradcheck.GradientCheck;
import dev.nabla.gradcheck.GradientCheck.Suspect;
import dev.nabla.gradcheck.Tolerance;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.RequestBinder;
import dev.nabla.service.admission.Admission;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
     * @param admission admits the computation
     * @throws InvalidRequestException if the fields are not a valid request; its faults are in the order of the fields
     */
    GradientReport compare(Admission admission) {
        Map<String, Tensor> gradients = gradients();
        Map<String, Tensor> hessians = hessians();
        Tensor loss = exact(GradientCheckField.LOSS);
        double tolerance = tolerance();
        Set<String> inputs = new LinkedHashSet<>(gradients.keySet());
        inputs.addAll(hessians.keySet());
        Fields evaluated = evaluated(inputs);
        Task task = bind(evaluated, List.copyOf(inputs));
        if (task != null) {
            gradients.forEach((input, gradient) -> requireShape(gradientField(), input, gradient, task));
            hessians.forEach(
                    (input, hessian) -> requireShape(GradientCheckField.HESSIAN_DIAGONAL, input, hessian, task));
        }
        throwIfFaulty();
        Task exact = withHessian(Objects.requireNonNull(task), !hessians.isEmpty());
        return admission.compute(GradientCheck.cost(exact), () -> {
            GradientCheck check = new GradientCheck(exact, tolerance, () -> withoutEachOptional(evaluated));
            Comparison lossComparison = loss == null ? null : compareLoss(check, loss);
            return new GradientReport(check.gradients(gradients), check.hessianDiagonals(hessians), isSingle(),
                    lossComparison);
        });
    }

    /** A Hessian diagonal that was sent is compared with that of the loss, unless the request says with which. */
    private static Task withHessian(Task task, boolean isSent) {
        Hessian sent = task.hessian().isRequested() ? task.hessian() : Hessian.DIAGONAL;
        return task.withHessian(isSent ? sent : Hessian.NONE);
    }

    private Comparison compareLoss(GradientCheck check, Tensor loss) {
        Shape expected = check.lossShape();
        if (!loss.shape().equals(expected)) {
            throw new InvalidRequestException(Fault.of(GradientCheckField.LOSS.label(),
                    "loss must have the shape " + expected + " of the returned loss, has " + loss.shape()));
        }
        return check.loss(loss);
    }

    /** Whether the numbers are those of the predictions, and not by input name. */
    private boolean isSingle() {
        return isSent(GradientCheckField.GRADIENT)
                || (!isSent(GradientCheckField.GRADIENTS) && !isByInput(GradientCheckField.HESSIAN_DIAGONAL));
    }

    private boolean isSent(GradientCheckField field) {
        return fields.hasValue(field.label());
    }

    private boolean isByInput(GradientCheckField field) {
        return fields.get(field.label()) instanceof Field.Members;
    }

    private GradientCheckField gradientField() {
        return isSingle() ? GradientCheckField.GRADIENT : GradientCheckField.GRADIENTS;
    }

    /** The gradients to check, by input. */
    private Map<String, Tensor> gradients() {
        if (isSent(GradientCheckField.GRADIENT) && isSent(GradientCheckField.GRADIENTS)) {
            report(GradientCheckField.GRADIENTS.label(), "send gradient or gradients, not both");
            return Map.of();
        }
        if (!isSent(GradientCheckField.GRADIENT) && !isSent(GradientCheckField.GRADIENTS)
                && !isSent(GradientCheckField.HESSIAN_DIAGONAL)) {
            reportMissing();
        }
        return byInput(gradientField());
    }

    /** The Hessian diagonals to check, by input. */
    private Map<String, Tensor> hessians() {
        GradientCheckField field = GradientCheckField.HESSIAN_DIAGONAL;
        boolean isTensor = fields.get(field.label()) instanceof Field.Numbers;
        if (isSent(GradientCheckField.GRADIENT) && isByInput(field)) {
            report(field.label(), "hessian_diagonal must be a tensor beside gradient, got an object");
        } else if (isTensor && (isSent(GradientCheckField.GRADIENTS) || !entry.hasPredictions())) {
            report(field.label(), "hessian_diagonal must be an object of tensors by input name"
                    + (isSent(GradientCheckField.GRADIENTS) ? " beside gradients" : "") + ", got a tensor");
        } else {
            Map<String, Tensor> hessians = byInput(field);
            hessians.keySet().forEach(this::requireHessian);
            return hessians;
        }
        return Map.of();
    }

    private void requireHessian(String input) {
        boolean isConstant = fields.value(SharedField.HESSIAN.label())
                .equals(Optional.of(new Literal.Text(Hessian.CONSTANT.label())));
        if (!isConstant && entry.defaults().inputs().stream()
                .noneMatch(each -> each.name().equals(input) && each.hasHessian())) {
            report(GradientCheckField.HESSIAN_DIAGONAL.label(),
                    entry.id() + " has no Hessian diagonal with respect to " + input);
        }
    }

    /** The tensors of a field by input: its members, or one tensor for the predictions. */
    private Map<String, Tensor> byInput(GradientCheckField field) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (fields.get(field.label()) instanceof Field.Members(var members)) {
            members.forEach((name, member) -> addMember(field, tensors, name, member));
            if (members.isEmpty()) {
                report(field.label(),
                        field.label() + " must have at least one of " + GradientCheckField.differentiable(entry));
            }
        } else {
            Tensor single = exact(field);
            if (single != null) {
                tensors.put(LossEntry.PREDICTIONS, single);
            }
        }
        return tensors;
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

    private void addMember(GradientCheckField outer, Map<String, Tensor> tensors, String name, Field field) {
        switch (field) {
            case Field.Numbers numbers -> tensors.put(name, numbers.as(DType.FLOAT64));
            case Field.Faulty faulty -> report(faulty.in(DType.FLOAT64).within(outer.label()));
            case Field.Unknown _ -> report(outer.label(), () -> Fault.of(name, entry.id()
                    + " has no gradient with respect to " + Excerpt.of(name) + ", only with respect to "
                    + GradientCheckField.differentiable(entry)).within(outer.label()));
            default -> report(Fault.of(name, name + " must be a tensor, got null").within(outer.label()));
        }
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

    private @Nullable Task bind(Fields evaluated, List<String> inputs) {
        try {
            return new EvaluationBinder(entry, known, evaluated, dtype).bind();
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> ofSentField(fault, inputs));
            return null;
        }
    }

    /** Without wrt, the inputs are those whose derivatives were sent, by name. */
    private Fault ofSentField(Fault fault, List<String> inputs) {
        if (!fault.field().equals(SharedField.WRT.label()) || fields.has(SharedField.WRT.label())) {
            return fault;
        }
        String input = inputs.get(fault.index()[0]);
        GradientCheckField outer = isByInput(GradientCheckField.GRADIENTS)
                ? GradientCheckField.GRADIENTS
                : GradientCheckField.HESSIAN_DIAGONAL;
        return Fault.of(input, fault.detail()).within(outer.label());
    }

    private void requireShape(GradientCheckField field, String input, Tensor tensor, Task task) {
        if (!task.wrt().contains(input)) {
            report(SharedField.WRT.label(), "wrt must name the inputs whose gradients are sent: " + input);
            return;
        }
        Shape expected = Objects.requireNonNull(task.inputs().get(input)).shape();
        if (!tensor.shape().equals(expected)) {
            String name = isSingle() ? field.label() : input;
            Fault fault = Fault.of(name, name + " must have the shape " + expected + (isSingle() ? " of " + input : "")
                    + ", has " + tensor.shape()
                    + (isTransposed(tensor.shape(), expected) ? ": is it transposed?" : ""));
            report(isSingle() ? fault : fault.within(field.label()));
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
