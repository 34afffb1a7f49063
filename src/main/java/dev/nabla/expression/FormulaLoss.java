package dev.nabla.expression;

import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Program;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.ShapeRules;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A loss that is a formula of its inputs.
 *
 * @param program the formula
 * @param inputs its inputs and parameters
 * @param gradients formulas that replace the gradients with respect to inputs, by input
 * @param calls what {@code loss.…} stands for
 */
public record FormulaLoss(Program program, List<Input> inputs, Map<String, Program> gradients, LossCalls calls)
        implements ComposedLoss {

    /**
     * The loss of those of some tensors that a formula uses, each differentiable as often as the formula allows.
     *
     * @param shapes the shapes of the tensors, by name
     * @param isParameter whether a tensor is a parameter
     * @throws FormulaException if they do not fit the formula
     */
    public static FormulaLoss of(Program program, Map<String, Program> gradients, LossCalls calls,
            Map<String, Shape> shapes, Predicate<String> isParameter) {
        CompiledFormula compiled = CompiledFormulas.of(new FormulaKey(program, gradients, calls, shapes));
        List<Input> inputs = shapes.keySet().stream().filter(compiled.used()::contains)
                .map(name -> input(name, compiled, isParameter.test(name))).toList();
        return new FormulaLoss(program, inputs, gradients, calls);
    }

    private static Input input(String name, CompiledFormula compiled, boolean isParameter) {
        Input input = isParameter
                ? Input.parameters(name, "a parameter of the formula", ShapeRules.ANY, 0)
                : Input.numbers(name, "an input of the formula").shaped(ShapeRules.ANY);
        if (!compiled.isDifferentiable(name)) {
            return input;
        }
        return compiled.isElementwise(name) ? input.twiceDifferentiable() : input.differentiable();
    }

    /**
     * Compiles the formula for inputs of some shapes, or finds it compiled.
     *
     * @throws FormulaException if they do not fit it
     */
    @Override
    public CompiledFormula computation(Map<String, Shape> shapes) {
        return CompiledFormulas.of(key(shapes));
    }

    FormulaKey key(Map<String, Shape> shapes) {
        return new FormulaKey(program, gradients, calls, shapes);
    }
}
