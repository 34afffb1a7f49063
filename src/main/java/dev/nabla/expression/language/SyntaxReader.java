package dev.nabla.expression.language;

import dev.nabla.expression.grammar.FormulaBaseVisitor;
import dev.nabla.expression.grammar.FormulaParser;
import dev.nabla.expression.language.Expression.Argument;
import dev.nabla.expression.language.Expression.Index;
import dev.nabla.expression.language.Program.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Reads the parse tree of a formula. */
final class SyntaxReader extends FormulaBaseVisitor<Expression> {

    private final String text;

    SyntaxReader(String text) {
        this.text = text;
    }

    Program program(FormulaParser.FormulaContext formula) {
        List<Definition> definitions = new ArrayList<>();
        List<FormulaParser.StatementContext> statements = formula.statement();
        for (FormulaParser.StatementContext statement : statements.subList(0, statements.size() - 1)) {
            if (statement.NAME() == null) {
                throw new FormulaException(place(statement),
                        "the value of this line is not used; give it a name, as in a = …, or make it part of the last line");
            }
            definitions.add(new Definition(name(statement), visit(statement.expression()), place(statement)));
        }
        FormulaParser.StatementContext last = statements.getLast();
        if (last.NAME() != null) {
            throw new FormulaException(place(last),
                    "the last line is the value of the formula: an expression without " + last.NAME() + " =");
        }
        return new Program(text, List.copyOf(definitions), visit(last.expression()));
    }

    private static String name(FormulaParser.StatementContext statement) {
        String name = statement.NAME().getText();
        if (name.contains(".")) {
            throw new FormulaException(place(statement), "a name that is assigned has no dots: " + name);
        }
        return name;
    }

    @Override
    public Expression visitExpression(FormulaParser.ExpressionContext context) {
        return chain(context);
    }

    @Override
    public Expression visitConjunction(FormulaParser.ConjunctionContext context) {
        return chain(context);
    }

    @Override
    public Expression visitNegation(FormulaParser.NegationContext context) {
        return context.negation() == null
                ? visit(context.comparison())
                : prefixed("not", context.negation(), context);
    }

    @Override
    public Expression visitComparison(FormulaParser.ComparisonContext context) {
        if (context.sum().size() > 2) {
            throw new FormulaException(place(context.relation(1)),
                    "comparisons are not chained; write a < b and b < c");
        }
        return chain(context);
    }

    @Override
    public Expression visitSum(FormulaParser.SumContext context) {
        return chain(context);
    }

    @Override
    public Expression visitProduct(FormulaParser.ProductContext context) {
        return chain(context);
    }

    /** Operands with operators between them, from left to right. */
    private Expression chain(ParserRuleContext context) {
        Expression left = visit(context.getChild(0));
        for (int i = 1; i < context.getChildCount(); i += 2) {
            ParseTree operator = context.getChild(i);
            left = new Expression.Operator(operator.getText(), List.of(left, visit(context.getChild(i + 1))),
                    place(operator));
        }
        return left;
    }

    @Override
    public Expression visitSign(FormulaParser.SignContext context) {
        if (context.sign() == null) {
            return visit(context.power());
        }
        Expression operand = visit(context.sign());
        return context.getChild(0).getText().equals("+")
                ? operand
                : new Expression.Operator("-", List.of(operand), place(context));
    }

    @Override
    public Expression visitPower(FormulaParser.PowerContext context) {
        Expression base = visit(context.postfix());
        return context.sign() == null
                ? base
                : new Expression.Operator("^", List.of(base, visit(context.sign())), place(context.getChild(1)));
    }

    private Expression prefixed(String symbol, ParseTree operand, ParserRuleContext context) {
        return new Expression.Operator(symbol, List.of(visit(operand)), place(context));
    }

    @Override
    public Expression visitPostfix(FormulaParser.PostfixContext context) {
        Expression base = visit(context.primary());
        List<Index> indices = new ArrayList<>();
        Place bracket = place(context);
        for (ParseTree child : context.children.subList(1, context.getChildCount())) {
            switch (child.getText()) {
                case "[" -> {
                    indices = new ArrayList<>();
                    bracket = place(child);
                }
                case "]" -> base = new Expression.Subscript(base, List.copyOf(indices), bracket);
                default -> {
                    if (child instanceof FormulaParser.IndexContext index) {
                        indices.add(index(index));
                    }
                }
            }
        }
        return base;
    }

    private Index index(FormulaParser.IndexContext context) {
        if (context.ELLIPSIS() != null) {
            return new Index.Rest(place(context));
        }
        FormulaParser.RangeContext range = context.range();
        return range == null
                ? new Index.At(visit(context.expression()))
                : new Index.Range(optional(context.expression()), optional(range.stop), optional(range.step),
                        place(context));
    }

    private Optional<Expression> optional(FormulaParser.@Nullable ExpressionContext context) {
        return context == null ? Optional.empty() : Optional.of(visit(context));
    }

    @Override
    public Expression visitNumber(FormulaParser.NumberContext context) {
        double value = Double.parseDouble(context.getText());
        if (Double.isInfinite(value)) {
            throw new FormulaException(place(context), "the number " + context.getText() + " is beyond float64");
        }
        return new Expression.Numeral(value, place(context));
    }

    @Override
    public Expression visitText(FormulaParser.TextContext context) {
        String quoted = context.getText();
        return new Expression.Text(quoted.substring(1, quoted.length() - 1), place(context));
    }

    @Override
    public Expression visitCall(FormulaParser.CallContext context) {
        List<Argument> arguments = context.argument().stream()
                .map(argument -> new Argument(Optional.ofNullable(argument.NAME()).map(TerminalNode::getText),
                        visit(argument.expression()), place(argument)))
                .toList();
        return new Expression.Call(context.NAME().getText(), arguments, place(context));
    }

    @Override
    public Expression visitName(FormulaParser.NameContext context) {
        return new Expression.Name(context.getText(), place(context));
    }

    @Override
    public Expression visitGroup(FormulaParser.GroupContext context) {
        return context.commas.isEmpty()
                ? visit(context.expression(0))
                : sequence(context.expression(), context);
    }

    @Override
    public Expression visitList(FormulaParser.ListContext context) {
        return sequence(context.expression(), context);
    }

    private Expression sequence(List<FormulaParser.ExpressionContext> elements, ParserRuleContext context) {
        return new Expression.Sequence(elements.stream().map(this::visit).toList(), place(context));
    }

    private static Place place(ParseTree tree) {
        Token token = tree instanceof TerminalNode terminal
                ? terminal.getSymbol()
                : ((ParserRuleContext) tree).getStart();
        return Formulas.place(token);
    }
}
