package dev.nabla.expression.textbook;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.CompiledFormulas;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.FormulaReport;
import dev.nabla.expression.check.FormulaCheck.Measured;
import dev.nabla.expression.check.FormulaCheck.Report;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Evaluates the task of a catalog loss with a formula in place of the loss. */
final class FormulaTwin {

    private static final Map<String, String> SHORT = Map.of("predictions", "x", "targets", "t");

    private FormulaTwin() {}

    /** The answer of the formula, with the names of the catalog's inputs. */
    static Evaluation evaluate(Task task, String formula) {
        Evaluation answer = Evaluator.evaluate(task(task, formula));
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        task.wrt().forEach(name -> gradients.put(name,
                Objects.requireNonNull(answer.gradients().get(shortened(name)))));
        return new Evaluation(answer.loss(), gradients, Map.of());
    }

    /** What check says of the formula. */
    static Report check(Task task, String formula) {
        Task twin = task(task, formula);
        return FormulaReport.of((FormulaLoss) twin.loss(), twin.inputs(), twin.wrt()).check();
    }

    /** The worst error that check finds in the loss or in a gradient, in ulps. */
    static double check(Task task, String formula, String quantity) {
        Report report = check(task, formula);
        Measured measured = quantity.equals(Sensitivity.LOSS)
                ? report.values()
                : report.gradients().get(shortened(quantity.substring(Sensitivity.GRADIENT_OF.length())));
        return Objects.requireNonNull(measured).worst().ulps();
    }

    /** A formula with the sizes of the first input. */
    private static String filled(String formula, Task task) {
        Shape shape = Objects.requireNonNull(task.inputs().get(task.loss().inputs().getFirst().name())).shape();
        int classes = shape.size(-1);
        return formula.replace("CLASSES", String.valueOf(classes)).replace("ROWS", String.valueOf(shape.size(0)))
                .replace("FROM_0", numbers(0, classes)).replace("FROM_1", numbers(1, classes));
    }

    private static String numbers(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    /** The task with the formula. */
    static Task task(Task task, String formula) {
        Map<String, Tensor> inputs = inputs(task);
        List<Input> declared = inputs.keySet().stream()
                .map(name -> Input.numbers(name, name).shaped(ShapeRules.ANY).differentiable()).toList();
        FormulaLoss loss = new FormulaLoss(CompiledFormulas.parse(filled(formula, task)), declared, Map.of(), _ -> {
            throw new IllegalStateException("no losses here");
        });
        return new Task(loss, inputs, task.reduction(), null, null, null, task.axis(),
                task.wrt().stream().map(FormulaTwin::shortened).collect(Collectors.toSet()), Hessian.NONE,
                task.dtype());
    }

    /** The inputs under their short names, and the options that are numbers. */
    private static Map<String, Tensor> inputs(Task task) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        task.inputs().forEach((name, tensor) -> inputs.put(shortened(name), tensor));
        for (OptionSpec option : OptionSpec.of(task.loss().getClass())) {
            if (value(task.loss(), option) instanceof Number number) {
                inputs.put(option.name(), new Float64Tensor(Shape.SCALAR, new double[]{number.doubleValue()}));
            }
        }
        return inputs;
    }

    private static String shortened(String name) {
        return SHORT.getOrDefault(name, name);
    }

    private static @Nullable Object value(Loss loss, OptionSpec option) {
        try {
            return option.component().getAccessor().invoke(loss);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The task with another reduction and without Hessian. */
    static Task plain(Task task, Reduction reduction) {
        return task.reducedBy(reduction).withHessian(Hessian.NONE);
    }
}
