package dev.nabla.expression.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.expression.grammar.FormulaParser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.junit.jupiter.api.Test;

class GrammarTests {

    /** ANTLR keeps a state for each sequence of tokens that a decision has looked at, for as long as the service runs. */
    @Test
    void parseWhenBracketsHoldEverLongerExpressionsShouldLearnNoMore() {
        parse(10);
        int learnt = states();
        parse(300);
        assertThat(states()).isEqualTo(learnt);
    }

    private static void parse(int length) {
        String sum = IntStream.range(0, length).mapToObj(i -> i % 3 == 0 ? "x" : i % 3 == 1 ? "-1" : "f(x)")
                .collect(Collectors.joining("+"));
        Formulas.parse("(" + sum + ")");
        Formulas.parse("f((" + sum + ", " + sum + "), (1,), [" + sum + "], a=" + sum + ",)");
        Formulas.parse("x[" + sum + "] + x[" + sum + ":" + sum + ":2, ..., :, ::2]");
        Formulas.parse("a = (" + sum + ")\n\n(a, " + sum + ")");
    }

    private static int states() {
        FormulaParser parser = new FormulaParser(new CommonTokenStream(new ListTokenSource(List.of())));
        return Arrays.stream(parser.getInterpreter().decisionToDFA).mapToInt(automaton -> automaton.states.size())
                .sum();
    }
}
