package dev.nabla.service.network;

import dev.nabla.catalog.LossDefinition;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.expression.FormulaReport;
import dev.nabla.expression.explain.Explanation;
import dev.nabla.expression.objective.Objective;
import dev.nabla.expression.objective.Term;
import dev.nabla.expression.objective.TermWeight;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.stream.Collectors;

/** The documentation of a loss in a trace. That of a formula or an objective is written for the request. */
final class LossTex {

    private LossTex() {}

    static LossDefinition of(LossEntry entry, Task task) {
        return switch (task.loss()) {
            case FormulaLoss formula -> of(entry, FormulaReport.of(formula, task.inputs(), task.wrt()).explanation());
            case Objective objective -> definition(entry, objective.terms().stream().map(LossTex::summand)
                    .collect(Collectors.joining(" + ", "L = ", "")),
                    objective.terms().stream().map(LossTex::derivative)
                            .collect(Collectors.joining(" + ", "\\frac{\\partial L}{\\partial x} = ", "")));
            default -> entry.definition();
        };
    }

    private static LossDefinition of(LossEntry entry, Explanation formula) {
        String definitions = formula.definitions().entrySet().stream()
                .map(definition -> ", \\quad " + name(definition.getKey()) + " = " + definition.getValue())
                .collect(Collectors.joining());
        return definition(entry, formula.value() + definitions,
                formula.gradients().getOrDefault(LossEntry.PREDICTIONS, "0") + definitions);
    }

    private static LossDefinition definition(LossEntry entry, String formula, String gradient) {
        return new LossDefinition(List.of(), entry.definition().summary(), formula, gradient, "", List.of(), List.of(),
                List.of());
    }

    private static String summand(Term term) {
        String loss = "\\ell_{" + name(term.name()) + "}";
        return factor(term.weight()) + loss + (term.weight().isLearnt() ? " + " + logVariance(term.weight()) : "");
    }

    private static String derivative(Term term) {
        return factor(term.weight()) + "\\frac{\\partial \\ell_{" + name(term.name()) + "}}{\\partial x}";
    }

    private static String factor(TermWeight weight) {
        return switch (weight) {
            case TermWeight.Factor(double value) -> value == 1 ? "" : Literal.number(value) + "\\,";
            case TermWeight.LogVariance _,TermWeight.SharedLogVariance _ -> "e^{-" + logVariance(weight) + "}\\,";
        };
    }

    private static String logVariance(TermWeight weight) {
        return switch (weight) {
            case TermWeight.SharedLogVariance(String input) -> name(input);
            case TermWeight.LogVariance(double value) -> "(" + Literal.number(value) + ")";
            case TermWeight.Factor _ -> "";
        };
    }

    private static String name(String name) {
        return "\\text{" + name.replaceAll("[^\\p{L}\\p{N}. _-]", "").replace("_", "\\_") + "}";
    }
}
