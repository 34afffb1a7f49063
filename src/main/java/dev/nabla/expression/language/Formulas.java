package dev.nabla.expression.language;

import dev.nabla.expression.grammar.FormulaLexer;
import dev.nabla.expression.grammar.FormulaParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Parses formulas. */
public final class Formulas {

    /** The longest formula, in characters: a hundred lines or so. */
    public static final int MAX_LENGTH = 10_000;

    /** How deep rules of the grammar may be nested: about forty brackets within one another. */
    private static final int MAX_DEPTH = 500;

    private static final Map<String, String> OPERATORS = Map.ofEntries(Map.entry("&&", "and"), Map.entry("&", "and"),
            Map.entry("||", "or"), Map.entry("|", "or"), Map.entry("!", "not"), Map.entry("~", "not"),
            Map.entry("//", "floor(a / b)"), Map.entry("%", "a - b * floor(a / b)"),
            Map.entry("?", "where(condition, a, b)"), Map.entry(":=", "="), Map.entry("->", "a name with ="),
            Map.entry("=>", "a name with ="));

    private Formulas() {}

    /**
     * Parses a formula.
     *
     * @throws FormulaException if it is not one
     */
    public static Program parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new FormulaException("a formula has at most " + MAX_LENGTH + " characters, this one has "
                    + text.length());
        }
        FormulaParser parser = new FormulaParser(new CommonTokenStream(new ListTokenSource(tokens(text))));
        parser.removeErrorListeners();
        parser.addErrorListener(new Thrower());
        parser.addParseListener(new DepthLimit());
        return new SyntaxReader(text).program(parser.formula());
    }

    /** The tokens, without line breaks inside brackets. */
    private static List<Token> tokens(String text) {
        FormulaLexer lexer = new FormulaLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Token> tokens = new ArrayList<>();
        int depth = 0;
        for (Token token : lexer.getAllTokens()) {
            switch (token.getText()) {
                case "(", "[" -> depth++;
                case ")", "]" -> depth--;
                default -> rejectForeign(token);
            }
            if (depth <= 0 || token.getType() != FormulaLexer.NEWLINE) {
                tokens.add(token);
            }
        }
        tokens.add(lexer.emitEOF());
        return tokens;
    }

    private static void rejectForeign(Token token) {
        String text = token.getText();
        if (token.getType() == FormulaLexer.FOREIGN) {
            String ours = OPERATORS.get(text);
            throw new FormulaException(place(token), ours == null
                    ? "there is no operator " + text + "; a name is assigned once, with ="
                    : "there is no operator " + text + "; write " + ours);
        }
        if (token.getType() == FormulaLexer.UNKNOWN) {
            throw new FormulaException(place(token), "unexpected character " + text);
        }
    }

    static Place place(Token token) {
        return new Place(token.getLine(), token.getCharPositionInLine() + 1);
    }

    /** Stops at the first error. */
    private static final class Thrower extends BaseErrorListener {

        @Override
        public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message,
                @Nullable RecognitionException cause) {
            Token token = (Token) symbol;
            throw new FormulaException(place(token), switch (token.getType()) {
                case Token.EOF -> "the formula ends too early; a value is missing, or a closing bracket";
                case FormulaLexer.NEWLINE -> "unexpected end of the line; a value is missing";
                default -> "unexpected " + token.getText();
            });
        }
    }

    /** Stops where rules are nested too deep for the stack. */
    private static final class DepthLimit implements ParseTreeListener {

        private int depth;

        @Override
        public void enterEveryRule(ParserRuleContext context) {
            depth++;
            if (depth > MAX_DEPTH) {
                throw new FormulaException(place(context.getStart()),
                        "too deeply nested; give parts of the formula names: a = …");
            }
        }

        @Override
        public void exitEveryRule(ParserRuleContext context) {
            depth--;
        }

        @Override
        public void visitTerminal(TerminalNode node) {
            // only rules are nested
        }

        @Override
        public void visitErrorNode(ErrorNode node) {
            // the first error has been thrown
        }
    }
}
