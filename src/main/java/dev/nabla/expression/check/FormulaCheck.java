package dev.nabla.expression.check;

import dev.nabla.expression.compile.Formula;
import dev.nabla.expression.graph.Backpropagation;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.language.Place;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Checks a formula on numbers: how many digits its values and gradients lose, where that begins, and whether gradients that were
 * given are its derivatives.
 *
 * @param formula the formula; nodes are added to its graph
 * @param gradients the gradients of the sum of its values, as they are answered, by input
 */
public record FormulaCheck(Formula formula, Map<String, Node> gradients) {

    /** Errors that are not worth a remark, in ulps: those of a few operations. */
    private static final double FEW_ULPS = 8;

    /** How much better a stable form must be. */
    private static final double BETTER = 4;

    /** Advice beyond this helps nobody. */
    private static final int MOST = 10;

    /** What a given gradient may differ from the derivative, relative to the largest element. */
    private static final double TOLERANCE = 1e-9;

    /**
     * The result.
     *
     * @param values the worst error of the values
     * @param gradients the worst error of each gradient, by input
     * @param derivatives how each gradient that was given compares with the derivative, by input
     * @param advice what loses digits
     */
    public record Report(
        Measured values,
        Map<String, Measured> gradients,
        Map<String, Derivative> derivatives,
        List<Advice> advice) {}

    /** The worst error of a tensor, and where it is. */
    public record Measured(Accuracy worst, int[] index) {}

    /**
     * How a given gradient compares with the derivative.
     *
     * @param agrees whether it is the derivative
     * @param index the place of the largest difference
     */
    public record Derivative(boolean agrees, double given, double derivative, int[] index) {}

    /**
     * A part of the formula that loses digits.
     *
     * @param part the part
     * @param instead a form that does not lose them; empty if none is known
     * @param worst its worst error
     * @param index where that is in the part's tensor
     * @param place where the part is in the formula, if it is written there
     */
    public record Advice(String part, String instead, Accuracy worst, int[] index, Optional<Place> place) {}

    /**
     * What the check takes.
     *
     * @param variables the tensors of the formula, by name
     */
    public Cost cost(Map<String, Tensor> variables) {
        Cost evaluation = TwofoldEvaluation.cost(nodes(), variables);
        return evaluation.then(evaluation);
    }

    private List<Node> nodes() {
        List<Node> results = new ArrayList<>(gradients.values());
        results.add(formula.result());
        return Graph.needed(results);
    }

    /**
     * Runs the check.
     *
     * @param variables the tensors of the formula, by name
     */
    public Report run(Function<String, Tensor> variables) {
        TwofoldEvaluation evaluation = new TwofoldEvaluation(variables);
        evaluation.evaluate(nodes());
        Map<String, Measured> measured = new LinkedHashMap<>();
        gradients.forEach((name, node) -> measured.put(name, measure(evaluation, node)));
        return new Report(measure(evaluation, formula.result()), measured, derivatives(evaluation),
                advice(evaluation));
    }

    private static Measured measure(TwofoldEvaluation evaluation, Node node) {
        Accuracy worst = Accuracy.of(evaluation.rounded(node), evaluation.exact(node));
        return new Measured(worst, index(node.shape(), worst.position()));
    }

    private static int[] index(Shape shape, int position) {
        return position < 0 ? new int[0] : shape.indexOf(position);
    }

    /** Compares gradients with those of the same formula without the functions that replace them. */
    private Map<String, Derivative> derivatives(TwofoldEvaluation evaluation) {
        Graph graph = formula.graph();
        Map<String, Node> variables = new LinkedHashMap<>(formula.variables());
        variables.keySet().retainAll(gradients.keySet());
        Map<Node, Node> plain = Backpropagation.gradients(graph, PlainGradients.of(graph, formula.result()),
                graph.constant(1), variables.values());
        Map<String, Derivative> derivatives = new LinkedHashMap<>();
        gradients.forEach((name, given) -> {
            Node derivative = plain.get(variables.get(name));
            if (derivative != null && derivative != given) {
                evaluation.evaluate(Graph.needed(List.of(derivative)));
                derivatives.put(name, compare(evaluation, given, derivative));
            }
        });
        return derivatives;
    }

    private static Derivative compare(TwofoldEvaluation evaluation, Node given, Node derivative) {
        ScaledDoubleDouble[] ours = evaluation.exact(derivative);
        ScaledDoubleDouble[] theirs = evaluation.exact(given);
        double largest = 0;
        double most = -1;
        int worst = -1;
        for (int i = 0; i < ours.length; i++) {
            double difference = difference(theirs[i].value(), ours[i].value());
            largest = Math.max(largest, Math.abs(ours[i].value()));
            if (difference > most) {
                most = difference;
                worst = i;
            }
        }
        return worst < 0
                ? new Derivative(true, 0, 0, new int[0])
                : new Derivative(most <= TOLERANCE * largest, theirs[worst].value(), ours[worst].value(),
                        index(given.shape(), worst));
    }

    private static double difference(double a, double b) {
        double difference = Math.abs(a - b);
        return Double.compare(a, b) == 0 ? 0 : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    /** The parts of the formula that lose digits, the worst first. */
    private List<Advice> advice(TwofoldEvaluation evaluation) {
        Map<Node, String> names = new HashMap<>();
        formula.definitions().forEach((name, node) -> names.put(node, name));
        FormulaText text = new FormulaText(names);
        List<Advice> advice = new ArrayList<>();
        for (Node node : Graph.needed(List.of(formula.result()))) {
            Accuracy own = Accuracy.of(evaluation.rounded(node), evaluation.exact(node));
            if (own.ulps() > FEW_ULPS) {
                Optional<Node> stable = stable(evaluation, node, own);
                if (stable.isPresent() || begins(evaluation, node, own)) {
                    advice.add(new Advice(text.of(node), stable.map(text::of).orElse(""), own,
                            index(node.shape(), own.position()), Optional.ofNullable(formula.places().get(node))));
                }
            } else {
                lost(evaluation, node, text).ifPresent(advice::add);
            }
        }
        advice.sort(Comparator.comparingDouble((Advice each) -> each.worst().ulps()).reversed());
        return List.copyOf(advice.subList(0, Math.min(MOST, advice.size())));
    }

    /** The best of the stable forms of a node, if it is better on these numbers. */
    private Optional<Node> stable(TwofoldEvaluation evaluation, Node node, Accuracy own) {
        return forms(evaluation, node).stream().filter(form -> error(evaluation, form, node) * BETTER <= own.ulps())
                .min(Comparator.comparingDouble(form -> error(evaluation, form, node)));
    }

    /**
     * A node that is no number somewhere, even with more digits, where a form of it is: 0 * log(0), or log(1 + exp(x)) beyond
     * all exponents.
     */
    private Optional<Advice> lost(TwofoldEvaluation evaluation, Node node, FormulaText text) {
        double[] numbers = evaluation.rounded(node);
        return IntStream.range(0, numbers.length).filter(i -> !Double.isFinite(numbers[i])).boxed().findFirst()
                .flatMap(i -> forms(evaluation, node).stream()
                        .filter(form -> Double.isFinite(evaluation.rounded(form)[i])).findFirst()
                        .map(form -> new Advice(text.of(node), text.of(form), new Accuracy(i,
                                Double.POSITIVE_INFINITY, numbers[i], evaluation.rounded(form)[i]),
                                index(node.shape(), i), Optional.ofNullable(formula.places().get(node)))));
    }

    /** The stable forms of a node, evaluated; none if the graph has no room for them. */
    private List<Node> forms(TwofoldEvaluation evaluation, Node node) {
        try {
            List<Node> forms = StableForms.of(node, formula.graph());
            evaluation.evaluate(Graph.needed(forms));
            return forms;
        } catch (MisfitException _) {
            return List.of();
        }
    }

    private static double error(TwofoldEvaluation evaluation, Node form, Node exact) {
        return Accuracy.of(evaluation.rounded(form), evaluation.exact(exact)).ulps();
    }

    /** Whether digits are lost here: whether the operands have more. */
    private static boolean begins(TwofoldEvaluation evaluation, Node node, Accuracy own) {
        return node.operands().stream().allMatch(operand -> Accuracy
                .of(evaluation.rounded(operand), evaluation.exact(operand)).ulps() * BETTER <= own.ulps());
    }
}
