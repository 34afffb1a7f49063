package dev.nabla.expression.compile;

import dev.nabla.expression.function.And;
import dev.nabla.expression.function.Equal;
import dev.nabla.expression.function.Greater;
import dev.nabla.expression.function.GreaterOrEqual;
import dev.nabla.expression.function.Less;
import dev.nabla.expression.function.LessOrEqual;
import dev.nabla.expression.function.Matmul;
import dev.nabla.expression.function.Not;
import dev.nabla.expression.function.NotEqual;
import dev.nabla.expression.function.Or;
import dev.nabla.expression.function.Pow;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;

/** The operators of the language. */
final class Operators {

    private Operators() {}

    static Node apply(Graph graph, String symbol, Node operand) {
        return switch (symbol) {
            case "-" -> graph.negate(operand);
            case "not" -> graph.apply(new Not(), truth(symbol, operand));
            default -> throw new IllegalStateException("no operator " + symbol);
        };
    }

    static Node apply(Graph graph, String symbol, Node a, Node b) {
        return switch (symbol) {
            case "+" -> graph.add(a, b);
            case "-" -> graph.subtract(a, b);
            case "*" -> a == b ? graph.square(a) : graph.multiply(a, b);
            case "/" -> graph.divide(a, b);
            case "^" -> Pow.power(a, b, graph);
            case "@" -> Matmul.product(graph, a, b);
            case "<" -> graph.apply(new Less(), a, b);
            case "<=" -> graph.apply(new LessOrEqual(), a, b);
            case ">" -> graph.apply(new Greater(), a, b);
            case ">=" -> graph.apply(new GreaterOrEqual(), a, b);
            case "==" -> graph.apply(new Equal(), a, b);
            case "!=" -> graph.apply(new NotEqual(), a, b);
            case "and" -> graph.apply(new And(), truth(symbol, a), truth(symbol, b));
            case "or" -> graph.apply(new Or(), truth(symbol, a), truth(symbol, b));
            default -> throw new IllegalStateException("no operator " + symbol);
        };
    }

    private static Node truth(String symbol, Node operand) {
        if (!operand.isBoolean()) {
            throw new MisfitException(symbol + " combines conditions such as x > 0, not numbers");
        }
        return operand;
    }
}
