package dev.nabla.expression;

import dev.nabla.expression.check.FormulaCheck;
import dev.nabla.expression.explain.Explanation;
import dev.nabla.loss.ComposedLoss.Wanted;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What there is to say about a formula and its gradients: how they read, and which digits they lose on a caller's numbers. */
public final class FormulaReport {

    private final FormulaCheck check;
    private final Map<String, Tensor> inputs;

    private FormulaReport(FormulaCheck check, Map<String, Tensor> inputs) {
        this.check = check;
        this.inputs = inputs;
    }

    /**
     * Derives the gradients.
     *
     * @param inputs the tensors of the formula, by name
     * @param wrt the inputs of the gradients
     */
    public static FormulaReport of(FormulaLoss loss, Map<String, Tensor> inputs, Set<String> wrt) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        CompiledFormula formula = CompiledFormula.of(loss.key(shapes));
        Derivation derivation = Derivation.of(formula, new Wanted(wrt, Set.of(), false));
        return new FormulaReport(new FormulaCheck(formula.formula(), derivation.gradients()), inputs);
    }

    private static Tensor ones(Shape shape) {
        Float64Tensor ones = Tensor.uninitialized(shape, DType.FLOAT64).widened();
        Arrays.fill(ones.values(), 1);
        return ones;
    }

    /** The formula and its gradients in TeX. */
    public Explanation explanation() {
        return Explanation.of(check.formula(), check.gradients());
    }

    /** What {@link #check} takes. */
    public Cost cost() {
        return check.cost(inputs);
    }

    /** Measures the digits that the formula loses. */
    public FormulaCheck.Report check() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(inputs);
        tensors.put(CompiledFormula.UPSTREAM, ones(check.formula().result().shape()));
        return check.run(name -> Objects.requireNonNull(tensors.get(name)));
    }
}
