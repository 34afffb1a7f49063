package dev.nabla.service.network;

import dev.nabla.expression.CompiledFormulas;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.loss.ComposedLoss.Results;
import dev.nabla.loss.Input;
import dev.nabla.service.optimizer.ChosenOptimizer;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A learning rate that is a formula in {@code step}, the number of steps before, and {@code lr}, that of the optimizer. */
record FormulaSchedule(FormulaLoss formula, double rate) implements LearningRateSchedule {

    private static final String STEP = "step";

    /**
     * The schedule of a formula.
     *
     * @throws FormulaException if it is not valid
     */
    static FormulaSchedule of(String text, LossCalls calls, double rate) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(STEP, Shape.SCALAR);
        shapes.put(ChosenOptimizer.LEARNING_RATE, Shape.SCALAR);
        FormulaLoss formula = FormulaLoss.of(CompiledFormulas.parse(text), Map.of(), calls, shapes, _ -> true);
        if (formula.computation(shapes).values().rank() > 0) {
            throw new FormulaException("the learning rate must be a number");
        }
        return new FormulaSchedule(formula, rate);
    }

    @Override
    public double at(long step) {
        Map<String, Tensor> inputs = Map.of(STEP, number((double) step), ChosenOptimizer.LEARNING_RATE, number(rate));
        Map<String, Tensor> used = new LinkedHashMap<>(inputs);
        used.keySet().retainAll(formula.inputs().stream().map(Input::name).toList());
        double[] value = new double[1];
        Map<String, Shape> shapes = new LinkedHashMap<>();
        used.keySet().forEach(name -> shapes.put(name, Shape.SCALAR));
        formula.computation(shapes).run(used, null, new Results((_, elements, _) -> value[0] = elements[0], Map.of(),
                Map.of()));
        return value[0];
    }

    private static Tensor number(double value) {
        return new Float64Tensor(Shape.SCALAR, new double[]{value});
    }
}
