package dev.nabla.fuzz;

import dev.nabla.expression.compile.Compiler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * Makes formulas: valid ones, valid ones with a few changes, sequences of tokens, and trees of any functions.
 *
 * @param below a choice: a number from 0 to its argument, which is excluded
 */
public record FormulaMaker(IntUnaryOperator below) {

    /** The names that the formulas take for inputs. */
    public static final List<String> INPUTS = List.of("x", "t", "w", "index");

    private static final List<String> FUNCTIONS = Compiler.functions().names();

    private static final List<String> VALID = List.of("(x - t)^2", "a = abs(x - t)\nwhere(a < 1, 0.5*a^2, a - 0.5)",
            "log(1 + exp(-x*t))", "t*softplus(-x) + (1 - t)*softplus(x)", "x[1:] - x[:-1]", "x[..., 0] * w[::-2]",
            "sum(x * w, axis=0)", "mean(x)", "x @ w", "logsumexp(x, axis=1) - pick(x, index, axis=1)",
            "d = with_gradient(round(x), x); d * t", "clip_gradient(x, -1, 1)^3 / w", "stop_gradient(x) * x",
            "not (x > 0 and t != w) or x <= t", "loss.huber(x, t, delta=2, reduction=\"none\")",
            "loss.cross_entropy(x, index)", "xlogy(x, t) + lgamma(w) - hypot(x, t)", "-x ** -2 ** 2",
            "pi * e / inf - nan",
            "softmax(x, axis=-1)[:, 0]", "reshape(x, [3, 2])", "concatenate([x, t], axis=0)", "stack([x, t])",
            "cumsum(x) + sort(t)", "norm(x) * var(t) + std(w)", "one_hot(index, 3) * x", "outer(x, t)",
            "transpose(x) @ t",
            "prod(x, keepdims=true)", "a = x * x; b = a * a; c = b * b; c * c");

    private static final List<String> TOKENS = List.of("+", "-", "*", "/", "^", "**", "@", "<", "<=", ">", ">=", "==",
            "!=", "and", "or", "not", "(", ")", "[", "]", ",", ":", "...", "=", ";", "\n", "0", "1", "2", "-1", "0.5",
            "3.", ".5", "1e308", "1e309", "5e-324", "2147483648", "99999999999", "pi", "e", "inf", "nan", "true",
            "false",
            "axis=", "axis=-1", "keepdims=true", "dim=0", "low=", "\"none\"", "'x'", "reduction=\"none\"", "[2, 3]",
            "[0]",
            "[-1]", "upstream", "np.exp", "loss.mse", "loss.nothing", "&&", "%", "?", "∇", "é", "#", "\"", "\t", "$");

    private static final List<String> OPERATORS = List.of("+", "-", "*", "/", "^", "@", "<", ">=", "==", "and", "or");

    private static final Pattern TOKEN = Pattern
            .compile("[\\p{L}_][\\p{L}\\d_.]*|\\d+\\.?\\d*|\\s+|[*=<>!]=?|\\*\\*|.");

    private static final int MOST_TOKENS = 40;
    private static final int DEPTH = 5;

    /** A formula, which may be none. */
    public String next() {
        return switch (below.applyAsInt(8)) {
            case 0 -> of(VALID);
            case 1, 2 -> tokens();
            case 3, 4 -> changed(of(VALID));
            case 5 -> repeated();
            default -> program();
        };
    }

    private String of(List<String> options) {
        return options.get(below.applyAsInt(options.size()));
    }

    private boolean oneIn(int many) {
        return below.applyAsInt(many) == many - 1;
    }

    private String token() {
        return switch (below.applyAsInt(4)) {
            case 0 -> of(INPUTS);
            case 1 -> of(FUNCTIONS) + "(";
            default -> of(TOKENS);
        };
    }

    private String tokens() {
        List<String> tokens = new ArrayList<>();
        for (int i = below.applyAsInt(MOST_TOKENS); i >= 0; i--) {
            tokens.add(token());
        }
        return String.join(" ", tokens);
    }

    private String changed(String formula) {
        List<String> tokens = new ArrayList<>(TOKEN.matcher(formula).results().map(match -> match.group()).toList());
        for (int i = below.applyAsInt(4); i >= 0 && !tokens.isEmpty(); i--) {
            int place = below.applyAsInt(tokens.size());
            switch (below.applyAsInt(5)) {
                case 0 -> tokens.remove(place);
                case 1 -> tokens.add(place, token());
                case 2 -> tokens.add(place, tokens.get(below.applyAsInt(tokens.size())));
                case 3 -> tokens.set(place, "(" + tree(2) + ")");
                default -> tokens.set(place, token());
            }
        }
        return String.join("", tokens);
    }

    /** A piece that stands many times in a row: long chains, deep nesting, exponential sharing. */
    private String repeated() {
        int count = 1 << below.applyAsInt(14);
        return switch (below.applyAsInt(6)) {
            case 0 -> token().repeat(count) + "x";
            case 1 -> "x" + "+x".repeat(count);
            case 2 -> "(".repeat(count) + "x" + ")".repeat(count);
            case 3 -> "exp(".repeat(count) + "x" + ")".repeat(count);
            case 4 -> shared(below.applyAsInt(300), of(List.of("*", "+", "^", "/", "@")));
            default -> "x" + "[0]".repeat(count);
        };
    }

    /** Definitions each of which uses the one before it twice. */
    private static String shared(int count, String operator) {
        StringBuilder formula = new StringBuilder("a0 = x\n");
        for (int i = 1; i <= count; i++) {
            formula.append("a" + i + " = a" + (i - 1) + " " + operator + " a" + (i - 1) + "\n");
        }
        return formula.append("a" + count).toString();
    }

    private String program() {
        int definitions = below.applyAsInt(4);
        StringBuilder program = new StringBuilder();
        String last = "x";
        for (int i = 0; i < definitions; i++) {
            String name = oneIn(10) ? of(INPUTS) : "a" + i;
            program.append(name).append(" = ").append(tree(DEPTH - 1)).append(" + ").append(last)
                    .append(oneIn(2) ? "\n" : "; ");
            last = name;
        }
        return program + (oneIn(8) ? "" : last + " " + of(OPERATORS) + " ") + tree(DEPTH);
    }

    private String tree(int depth) {
        if (depth == 0) {
            return leaf();
        }
        return switch (below.applyAsInt(8)) {
            case 0, 1 -> leaf();
            case 2, 3 -> "(" + tree(depth - 1) + " " + of(OPERATORS) + " " + tree(depth - 1) + ")";
            case 4 -> "-" + tree(depth - 1);
            case 5 -> tree(depth - 1) + "[" + index() + (oneIn(3) ? ", " + index() : "") + "]";
            default -> call(depth - 1);
        };
    }

    private String leaf() {
        return below.applyAsInt(3) == 0
                ? of(List.of("0", "1", "2", "-1", "0.5", "1e300", "pi", "nan", "inf"))
                : of(INPUTS);
    }

    private String index() {
        return of(List.of("0", "-1", "1", ":", "1:", ":-1", "::2", "::-1", "...", "9", ":99", "2:1", "5:0:-2", "x"));
    }

    private String call(int depth) {
        List<String> arguments = new ArrayList<>();
        for (int i = below.applyAsInt(3); i >= 0; i--) {
            arguments.add(oneIn(6) ? "[" + tree(depth) + ", " + tree(depth) + "]" : tree(depth));
        }
        if (oneIn(4)) {
            arguments.add(
                    of(List.of("axis=0", "axis=-1", "axis=1", "axis=[0, 1]", "keepdims=true", "axis=99", "low=0")));
        }
        return of(FUNCTIONS) + "(" + String.join(", ", arguments) + ")";
    }
}
