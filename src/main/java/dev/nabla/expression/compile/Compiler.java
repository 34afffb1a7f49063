package dev.nabla.expression.compile;

import dev.nabla.expression.function.Arguments;
import dev.nabla.expression.function.Arguments.Argument;
import dev.nabla.expression.function.Function;
import dev.nabla.expression.function.FunctionCatalog;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.language.Expression;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Place;
import dev.nabla.expression.language.Program;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Compiles a formula to a graph. */
public final class Compiler {

    private static final String LOSS = "loss.";

    private static final FunctionCatalog FUNCTIONS = new FunctionCatalog();

    private static final Map<String, Constant> CONSTANTS = Map.of("pi",
            new Constant(new DoubleDouble(Math.PI, 0x1.1a62633145c07p-53), "\\pi", false), "e",
            new Constant(new DoubleDouble(Math.E, 0x1.4d57ee2b1013ap-53), "e", false), "inf",
            new Constant(DoubleDouble.of(Double.POSITIVE_INFINITY), "\\infty", false), "nan",
            new Constant(DoubleDouble.of(Double.NaN), "\\text{nan}", false), "true",
            new Constant(DoubleDouble.of(1), "\\text{true}", true), "false",
            new Constant(DoubleDouble.of(0), "\\text{false}", true));

    private final Graph graph;
    private final Variables variables;
    private final LossCalls losses;
    private final Map<String, Node> used = new LinkedHashMap<>();
    private final SequencedMap<String, Node> definitions = new LinkedHashMap<>();
    private final Map<Node, Place> places = new HashMap<>();
    private final Set<String> usedDefinitions = new HashSet<>();

    private Compiler(Graph graph, Variables variables, LossCalls losses) {
        this.graph = graph;
        this.variables = variables;
        this.losses = losses;
    }

    /** All functions. */
    public static FunctionCatalog functions() {
        return FUNCTIONS;
    }

    /** Whether a name stands for a constant of the language. */
    public static boolean isConstant(String name) {
        return CONSTANTS.containsKey(name);
    }

    /** The name of a constant of the language; empty if it is a number. */
    public static Optional<String> nameOf(Constant constant) {
        return CONSTANTS.entrySet().stream().filter(known -> known.getValue().equals(constant)).map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Compiles a formula.
     *
     * @param variables the variables that it may use
     * @param losses what {@code loss.…} stands for
     * @throws FormulaException if it is not valid
     */
    public static Formula compile(Program program, Variables variables, LossCalls losses) {
        return new Compiler(new Graph(), variables, losses).compile(program);
    }

    /**
     * Compiles a formula that may also use the definitions of another.
     *
     * @param outer the other formula, to whose graph this one is added
     */
    public static Formula compile(Formula outer, Program program, Variables variables, LossCalls losses) {
        Compiler compiler = new Compiler(outer.graph(), variables, losses);
        compiler.definitions.putAll(outer.definitions());
        return compiler.compile(program);
    }

    private Formula compile(Program program) {
        for (Program.Definition definition : program.definitions()) {
            define(definition);
        }
        Node result = node(program.result());
        for (Program.Definition definition : program.definitions()) {
            if (!usedDefinitions.contains(definition.name())) {
                throw new FormulaException(definition.place(),
                        definition.name() + " is defined but not used; leave it out, or use it");
            }
        }
        return new Formula(graph, result, used, definitions, places);
    }

    private void define(Program.Definition definition) {
        String name = definition.name();
        if (definitions.containsKey(name)) {
            throw new FormulaException(definition.place(), name + " is defined twice; give the second another name");
        }
        if (isConstant(name) || variables.names().contains(name)) {
            throw new FormulaException(definition.place(), name + " is "
                    + (isConstant(name) ? "a constant" : "an input") + "; give the definition another name");
        }
        definitions.put(name, node(definition.value()));
    }

    private Node node(Expression expression) {
        if (argument(expression) instanceof Argument.Tensor(Node node)) {
            return node;
        }
        throw new FormulaException(expression.place(), "this must be a tensor or a number");
    }

    private Argument argument(Expression expression) {
        return switch (expression) {
            case Expression.Text(String value, _) -> new Argument.Text(value);
            case Expression.Sequence(List<Expression> elements, _) ->
                new Argument.Sequence(elements.stream().map(this::argument).toList());
            case Expression.Numeral(double value, _) -> new Argument.Tensor(graph.constant(value));
            case Expression.Name name -> new Argument.Tensor(named(name));
            case Expression.Operator operator -> new Argument.Tensor(operator(operator));
            case Expression.Call call -> new Argument.Tensor(call(call));
            case Expression.Subscript subscript -> new Argument.Tensor(subscript(subscript));
        };
    }

    private Node named(Expression.Name expression) {
        String name = expression.name();
        Node definition = definitions.get(name);
        if (definition != null) {
            usedDefinitions.add(name);
            return definition;
        }
        Constant constant = CONSTANTS.get(name);
        if (constant != null) {
            return graph.constant(constant);
        }
        Optional<Shape> shape = variables.shape(name);
        if (shape.isEmpty()) {
            throw new FormulaException(expression.place(), unknown(name));
        }
        return used.computeIfAbsent(name, _ -> graph.variable(name, shape.get()));
    }

    private String unknown(String name) {
        List<String> known = Stream.of(definitions.keySet(), variables.names(), CONSTANTS.keySet())
                .flatMap(Set::stream).toList();
        return FUNCTIONS.find(name).isPresent()
                ? name + " is a function; call it, as in " + name + "(x)"
                : "there is no " + name + "; " + variables.question(name, known);
    }

    /** Chains such as a + b + c + … are as deep as they are long, so their left operands are not visited recursively. */
    private Node operator(Expression.Operator last) {
        Deque<Expression.Operator> chain = new ArrayDeque<>();
        Expression leftmost = last;
        while (leftmost instanceof Expression.Operator operator) {
            chain.push(operator);
            leftmost = operator.operands().getFirst();
        }
        Node left = node(leftmost);
        for (Expression.Operator operator : chain) {
            left = operator(operator, left);
        }
        return left;
    }

    private Node operator(Expression.Operator operator, Node left) {
        return at(operator.place(), () -> operator.operands().size() == 1
                ? Operators.apply(graph, operator.symbol(), left)
                : Operators.apply(graph, operator.symbol(), left, node(operator.operands().get(1))));
    }

    private Node call(Expression.Call call) {
        if (call.function().startsWith(LOSS)) {
            return at(call.place(), () -> losses.apply(new LossCall(graph, call.function().substring(LOSS.length()),
                    arguments(call))));
        }
        Function function = FUNCTIONS.find(call.function())
                .orElseThrow(() -> new FormulaException(call.place(), noFunction(call.function()))).defaults();
        Map<String, Argument> given = new Bound(call, function).arguments(this::argument);
        return at(call.place(), () -> function.apply(new Arguments(graph, given)));
    }

    private String noFunction(String name) {
        boolean isName = definitions.containsKey(name) || variables.names().contains(name);
        return isName
                ? name + " is a tensor, not a function; a product is written " + name + " * (…)"
                : "there is no function " + name + "; "
                        + FUNCTIONS.instead(name).orElse("docs/formulas.md lists them all");
    }

    private List<LossCall.Given> arguments(Expression.Call call) {
        List<LossCall.Given> arguments = new ArrayList<>();
        for (Expression.Argument each : call.arguments()) {
            arguments.add(new LossCall.Given(each.name(), argument(each.value())));
        }
        return arguments;
    }

    /** As deep as chains of operators: x[0][0][0]… */
    private Node subscript(Expression.Subscript last) {
        Deque<Expression.Subscript> chain = new ArrayDeque<>();
        Expression innermost = last;
        while (innermost instanceof Expression.Subscript subscript) {
            chain.push(subscript);
            innermost = subscript.base();
        }
        Node base = node(innermost);
        for (Expression.Subscript subscript : chain) {
            base = subscript(subscript, base);
        }
        return base;
    }

    private Node subscript(Expression.Subscript subscript, Node base) {
        return at(subscript.place(), () -> new Subscripts(graph, base.shape(), this::node).apply(base,
                subscript.indices()));
    }

    /** Gives what does not fit the place of the operation. */
    private Node at(Place place, Supplier<Node> operation) {
        try {
            Node node = operation.get();
            places.putIfAbsent(node, place);
            return node;
        } catch (MisfitException e) {
            throw new FormulaException(place, e.detail());
        }
    }
}
