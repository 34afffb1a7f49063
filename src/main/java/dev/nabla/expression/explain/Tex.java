package dev.nabla.expression.explain;

import dev.nabla.expression.graph.Chain;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Expand;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Multiply;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.Reshape;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.expression.graph.Variable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes nodes in TeX. Operands are written before what is computed from them, so that a formula may be as deep as it is long;
 * what gets too long to read is left out.
 */
public final class Tex {

    /** The maximum length of a formula, in characters: about half a page. */
    private static final int MAX_LENGTH = 2000;

    private static final String OMITTED = "\\cdots";

    private static final Set<String> GREEK = Set.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta",
            "theta",
            "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega");

    /** From which size on, and below which, numbers are written with a power of ten. */
    private static final double LARGE = 1e7;
    private static final double SMALL = 1e-3;

    private record Part(String text, Binding binding) {

        String within(Binding least) {
            return binding.compareTo(least) < 0 ? "\\left(" + text + "\\right)" : text;
        }
    }

    private final Map<Node, String> names;

    /** What was written. */
    private final Map<Node, Part> parts = new HashMap<>();

    /** Writes the names of some nodes, which are definitions, in place of their formulas. */
    public Tex(Map<Node, String> names) {
        this.names = names;
    }

    /** The TeX of a node, even if it has a name. */
    public String of(Node node) {
        for (Node each : Graph.needed(List.of(node))) {
            if (!parts.containsKey(each)) {
                String name = names.get(each);
                parts.put(each, name == null ? part(each) : new Part(name(name), Binding.ATOM));
            }
        }
        return part(node).text();
    }

    private Part part(Node node) {
        Part part = switch (node.operation()) {
            case Variable(String name) -> new Part(name(name), Binding.ATOM);
            case Constant constant -> number(constant);
            case Expand _ -> Objects.requireNonNull(parts.get(node.operand(0)));
            case Reshape _ when onlyAddsAxes(node) -> Objects.requireNonNull(parts.get(node.operand(0)));
            case Elementwise function -> filled(notation(function, node), node);
            case TensorOperation operation -> filled(operation.notation(), node);
        };
        return part.text().length() > MAX_LENGTH ? new Part(OMITTED, Binding.ATOM) : part;
    }

    /** A product has a dot before a number, and no parentheses within another: 2 · 3 x. */
    private Notation notation(Elementwise function, Node node) {
        if (!(function instanceof Multiply || function instanceof Chain)) {
            return function.notation();
        }
        String right = Objects.requireNonNull(parts.get(node.operand(1))).text();
        return Notation.infix(Character.isDigit(right.charAt(0)) ? "\\cdot" : "", Binding.PRODUCT, Binding.PRODUCT,
                Binding.PRODUCT);
    }

    /** Whether a tensor is reshaped only by axes of size 1. */
    private static boolean onlyAddsAxes(Node reshape) {
        return sizes(reshape).equals(sizes(reshape.operand(0)));
    }

    private static List<Integer> sizes(Node node) {
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; axis < node.shape().rank(); axis++) {
            sizes.add(node.shape().size(axis));
        }
        sizes.removeIf(size -> size == 1);
        return sizes;
    }

    /** The template of a notation with its operands. */
    private Part filled(Notation notation, Node node) {
        String template = notation.template();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char character = template.charAt(i);
            if (character != '#') {
                text.append(character);
            } else {
                i++;
                text.append(template.charAt(i) == '*'
                        ? all(node)
                        : operand(notation, template.charAt(i) - '1', node));
            }
        }
        return new Part(text.toString().replace("  ", " "), notation.binding());
    }

    private String operand(Notation notation, int k, Node node) {
        return Objects.requireNonNull(parts.get(node.operand(k))).within(notation.operands().get(k));
    }

    private String all(Node node) {
        return node.operands().stream().map(each -> Objects.requireNonNull(parts.get(each)).text())
                .collect(Collectors.joining(", "));
    }

    private static Part number(Constant constant) {
        if (!constant.tex().isEmpty()) {
            return new Part(constant.tex(), Binding.ATOM);
        }
        double value = constant.value();
        String sign = value < 0 ? "-" : "";
        String digits = digits(Math.abs(value));
        if (value < 0) {
            return new Part(sign + digits, Binding.SUM);
        }
        return new Part(digits, digits.contains("^") ? Binding.PRODUCT : Binding.ATOM);
    }

    private static String digits(double size) {
        if (Double.isNaN(size) || Double.isInfinite(size)) {
            return Double.isNaN(size) ? "\\text{nan}" : "\\infty";
        }
        if (size == Math.rint(size) && size < LARGE) {
            return Long.toString((long) size);
        }
        String shortest = Double.toString(size);
        int exponent = shortest.indexOf('E');
        if (exponent < 0) {
            return withoutPoint(shortest);
        }
        if (size >= SMALL && size < LARGE) {
            return new BigDecimal(shortest).toPlainString();
        }
        String power = "10^{" + shortest.substring(exponent + 1) + "}";
        String fraction = withoutPoint(shortest.substring(0, exponent));
        return fraction.equals("1") ? power : fraction + " \\cdot " + power;
    }

    private static String withoutPoint(String decimal) {
        return decimal.endsWith(".0") ? decimal.substring(0, decimal.length() - 2) : decimal;
    }

    /** A name: a letter, a Greek letter, or text. */
    public static String name(String name) {
        if (GREEK.contains(name)) {
            return "\\" + name;
        }
        return name.codePointCount(0, name.length()) == 1 ? name : "\\mathit{" + name.replace("_", "\\_") + "}";
    }
}
