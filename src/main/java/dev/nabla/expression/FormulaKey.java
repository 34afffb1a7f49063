package dev.nabla.expression;

import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.language.Program;
import dev.nabla.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a compiled formula depends on.
 *
 * @param program the formula
 * @param gradients formulas that replace the gradients with respect to inputs, by input
 * @param calls what {@code loss.…} stands for
 * @param shapes the shapes of its variables, by name, in the order of the request
 */
record FormulaKey(Program program, Map<String, Program> gradients, LossCalls calls, Map<String, Shape> shapes) {

    FormulaKey {
        shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }
}
