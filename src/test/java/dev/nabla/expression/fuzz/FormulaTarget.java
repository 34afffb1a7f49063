package dev.nabla.expression.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.nabla.catalog.LossCatalog;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.CompiledFormula;
import dev.nabla.expression.CompiledFormulas;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.FormulaReport;
import dev.nabla.expression.GradientFormulaException;
import dev.nabla.expression.call.CatalogCalls;
import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.explain.Tex;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Program;
import dev.nabla.fuzz.FormulaMaker;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * A fuzz target: formulas, tensors of any shapes, and what is asked of them. What is not valid is a {@link FormulaException};
 * every other exception is a finding, and so is an answer that takes long.
 */
public final class FormulaTarget {

    private static final List<Shape> SHAPES = List.of(Shape.SCALAR, Shape.of(3), Shape.of(2, 3), Shape.of(2),
            Shape.of(1),
            Shape.of(3, 2), Shape.of(1, 3), Shape.of(2, 1), Shape.of(3, 3), Shape.of(2, 3, 2), Shape.of(0),
            Shape.of(2, 0), Shape.of(5), Shape.of(1, 1, 1));

    private static final double[] NUMBERS = {1, 0.5, -1.5, 2, 0, -0.0, 3, 1e-300, -1e300, 1e16, Double.MIN_VALUE,
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    private static final LossCalls CALLS = new CatalogCalls(new LossCatalog());

    /** What a computation may take here; larger ones are only compiled. */
    private static final long MOST = 5_000_000;

    private static final long SECOND = 1_000_000_000L;

    /** The time of a processor that is a hang; most of it goes to the first formulas, which load classes. */
    private static final long TOO_LONG = 10 * SECOND;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final IntUnaryOperator choices;

    private FormulaTarget(IntUnaryOperator choices) {
        this.choices = choices;
    }

    /** The entry point of Jazzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        new FormulaTarget(bound -> data.consumeInt(0, bound - 1)).run();
    }

    /** Random formulas without the guidance of Jazzer, which are longer and many times as fast: their number and a seed. */
    public static void main(String[] arguments) {
        long count = Long.parseLong(arguments[0]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
        for (long i = 0; i < count; i++) {
            new FormulaTarget(random.split()::nextInt).run();
        }
        System.out.println(count + " formulas were answered or refused");
    }

    private int below(int bound) {
        return choices.applyAsInt(bound);
    }

    private void run() {
        long begin = THREADS.getCurrentThreadCpuTime();
        FormulaMaker maker = new FormulaMaker(this::below);
        String formula = maker.next();
        try {
            evaluate(formula, maker);
        } catch (FormulaException | GradientFormulaException | InvalidRequestException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("an error without words for " + formula, e);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("for the formula " + formula, e);
        }
        long time = THREADS.getCurrentThreadCpuTime() - begin;
        if (time > TOO_LONG) {
            throw new AssertionError("took " + time / SECOND + " s: " + formula);
        }
    }

    private void evaluate(String formula, FormulaMaker maker) {
        Program program = CompiledFormulas.parse(formula);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        FormulaMaker.INPUTS.forEach(name -> tensors.put(name, tensor(name)));
        Map<String, Program> gradients = below(8) == 7
                ? Map.of("x", CompiledFormulas.parse(below(2) == 0 ? "upstream * x" : maker.next()))
                : Map.of();
        Map<String, Shape> shapes = tensors.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().shape()));
        CompiledFormula compiled = new FormulaLoss(program, List.of(), gradients, CALLS).computation(shapes);
        new Tex(Map.of()).of(compiled.formula().result());
        tensors.keySet().retainAll(compiled.used());
        if (!tensors.isEmpty() && tensors.keySet().containsAll(gradients.keySet())) {
            evaluate(program, gradients, compiled, tensors);
        }
    }

    private void evaluate(Program program, Map<String, Program> gradients, CompiledFormula compiled,
            Map<String, Tensor> tensors) {
        List<Input> inputs = new ArrayList<>();
        tensors.keySet().forEach(name -> inputs.add(input(name, compiled)));
        FormulaLoss loss = new FormulaLoss(program, inputs, gradients, CALLS);
        Set<String> wrt = inputs.stream().filter(Input::isDifferentiable).map(Input::name).collect(Collectors.toSet());
        boolean hessian = inputs.stream().filter(Input::isDifferentiable).allMatch(Input::hasHessian) && below(2) == 1;
        Reduction reduction = List.of(Reduction.NONE, Reduction.MEAN, Reduction.SUM, Reduction.SAMPLE_MEAN)
                .get(below(4));
        Task task = new Task(loss, tensors, reduction, null, null, null, OptionalInt.empty(), wrt,
                Hessian.diagonal(hessian),
                DType.FLOAT64);
        if (Evaluator.check(task).isEmpty() && isSmall(Evaluator.cost(task))) {
            Evaluation evaluation = Evaluator.evaluate(task);
            wrt.forEach(name -> requireSameShape(
                    Objects.requireNonNull(evaluation.gradients().get(name)),
                    Objects.requireNonNull(tensors.get(name))));
            if (below(4) == 3) {
                check(loss, tensors, wrt);
            }
        }
    }

    private static void check(FormulaLoss loss, Map<String, Tensor> tensors, Set<String> wrt) {
        FormulaReport check = FormulaReport.of(loss, tensors, wrt);
        if (isSmall(check.cost())) {
            check.check();
        }
    }

    private static boolean isSmall(Cost cost) {
        return cost.operations() <= MOST && cost.bytes() <= MOST;
    }

    private static void requireSameShape(Tensor gradient, Tensor input) {
        if (!gradient.shape().equals(input.shape())) {
            throw new IllegalStateException("a gradient of shape " + gradient.shape() + " for " + input.shape());
        }
    }

    private static Input input(String name, CompiledFormula compiled) {
        Input input = Input.numbers(name, name).shaped(ShapeRules.ANY);
        if (!compiled.isDifferentiable(name)) {
            return input;
        }
        return compiled.isElementwise(name) ? input.twiceDifferentiable() : input.differentiable();
    }

    /** Numbers of all kinds; indices are small integers, mostly. */
    private Tensor tensor(String name) {
        Shape shape = SHAPES.get(below(SHAPES.size()));
        double[] numbers = new double[shape.elements()];
        boolean isIndex = name.equals("index") && below(4) != 3;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = isIndex ? below(3) : NUMBERS[below(NUMBERS.length)];
        }
        return new Float64Tensor(shape, numbers);
    }
}
