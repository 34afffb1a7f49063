package dev.nabla.service.expression;

import dev.nabla.curve.Curve;
import dev.nabla.curve.UnivariateFormula;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.option.Domain;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.RequestBinder;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.expression.FormulaBinder.Bound;
import dev.nabla.service.loss.LossCurve;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Binds a request for the curve of a formula: the formula, the input that varies, and its range. */
final class FormulaCurveBinder extends RequestBinder {

    static final String VARIABLE = "variable";
    static final String FROM = "from";
    static final String TO = "to";
    static final String POINTS = "points";

    private static final double REACH = 5;

    private final FieldKinds known;
    private final LossCalls calls;

    FormulaCurveBinder(Fields fields, FieldKinds known, LossCalls calls) {
        super(fields);
        this.known = known;
        this.calls = calls;
    }

    /**
     * Computes the curve.
     *
     * @throws InvalidRequestException if the fields are not a valid request; its faults are in the order of the fields
     */
    LossCurve curve(Admission admission) {
        String variable = variable();
        double from = number(FROM, Domain.FINITE).orElse(-REACH);
        double to = number(TO, Domain.FINITE).orElse(REACH);
        if (!(from < to && Double.isFinite(to - from))) {
            report(fields.has(FROM) ? FROM : TO,
                    "from must be less than to, and the distance between them finite, got " + from + " and " + to);
        }
        int count = count();
        throwIfFaulty();
        Bound bound = new FormulaBinder(withVariable(variable), known, calls).bind();
        UnivariateFormula function = function(bound, variable);
        Map<String, Double> fixed = new LinkedHashMap<>();
        function.task().inputs().forEach((name, tensor) -> {
            if (tensor.shape().rank() == 0 && !name.equals(variable)) {
                fixed.put(name, tensor.get(0));
            }
        });
        double[] points = Curve.evenlySpaced(from, to, count);
        return admission.compute(function.cost(count), () -> new LossCurve(bound.entry(), variable, fixed, Map.of(),
                Curve.of(function, points)));
    }

    private String variable() {
        Optional<Literal> sent = fields.option(VARIABLE);
        if (sent.isPresent() && sent.get() instanceof Literal.Text(String name)) {
            if (isInput(ExpressionField.INPUTS, name) || isInput(ExpressionField.PARAMETERS, name)) {
                report(VARIABLE, name + " varies; leave it out of the inputs");
            }
            return name;
        }
        if (fields.has(VARIABLE)) {
            report(VARIABLE, "variable must be the name of an input of the formula, a string");
        } else {
            reportMissing(VARIABLE, "the name of the input of the formula that varies");
        }
        return "";
    }

    private boolean isInput(ExpressionField owner, String name) {
        return fields.get(owner.label()) instanceof Field.Members(Fields members) && members.has(name);
    }

    private int count() {
        double count = number(POINTS, Domain.FINITE).orElse(Curve.DEFAULT_POINTS);
        if (count != Math.rint(count) || count < 2 || count > Curve.MAX_POINTS) {
            report(POINTS,
                    "points must be an integer from 2 to " + Curve.MAX_POINTS + ", got " + Literal.number(count));
        }
        return (int) count;
    }

    /** The fields of the formula, with the variable as a number among its inputs. */
    private Fields withVariable(String variable) {
        Fields inputs = fields.get(ExpressionField.INPUTS.label()) instanceof Field.Members(Fields members)
                ? members
                : Fields.empty();
        Field number = new Field.Computed(Tensor.scalar(0, DType.FLOAT64));
        return fields.with(ExpressionField.INPUTS.label(), new Field.Members(inputs.with(variable, number)));
    }

    private UnivariateFormula function(Bound bound, String variable) {
        FormulaLoss loss = bound.entry().loss();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        bound.tensors().forEach((name, tensor) -> inputs.put(name, tensor.tensor(DType.FLOAT64)));
        Input input = loss.inputs().stream().filter(each -> each.name().equals(variable)).findFirst().orElseThrow();
        if (!input.isDifferentiable()) {
            report(VARIABLE, "the formula has no derivative with respect to " + variable);
            throwIfFaulty();
        }
        Task task = new Task(loss, inputs, Reduction.MEAN, null, null, null, OptionalInt.empty(), Set.of(variable),
                Hessian.diagonal(input.hasHessian()), DType.FLOAT64);
        List<Fault> faults = new ArrayList<>(Evaluator.check(task));
        faults.forEach(this::report);
        throwIfFaulty();
        return new UnivariateFormula(task, variable, isPointwise(loss, task.shapes(), variable));
    }

    /** Whether the formula takes a vector in place of the variable and answers each of its elements for itself. */
    private static boolean isPointwise(FormulaLoss loss, Map<String, Shape> shapes, String variable) {
        if (shapes.values().stream().anyMatch(shape -> shape.rank() > 0)) {
            return false;
        }
        shapes.put(Objects.requireNonNull(variable), Shape.of(2));
        try {
            return loss.computation(shapes).isElementwise(variable);
        } catch (FormulaException _) {
            return false;
        }
    }
}
