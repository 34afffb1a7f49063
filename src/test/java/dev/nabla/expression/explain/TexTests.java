package dev.nabla.expression.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.expression.compile.Compiler;
import dev.nabla.expression.compile.Formula;
import dev.nabla.expression.compile.Variables;
import dev.nabla.expression.graph.Backpropagation;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.language.Formulas;
import dev.nabla.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TexTests {

    private final Map<String, Shape> shapes = new HashMap<>(Map.of("x", Shape.SCALAR, "t", Shape.SCALAR, "delta",
            Shape.SCALAR, "predictions", Shape.of(3)));

    private Formula compile(String formula) {
        return Compiler.compile(Formulas.parse(formula), new Variables(shapes), _ -> {
            throw new IllegalStateException("no losses here");
        });
    }

    private String tex(String formula) {
        Formula compiled = compile(formula);
        Map<Node, String> names = new HashMap<>();
        compiled.definitions().forEach((name, node) -> names.put(node, name));
        return new Tex(names).of(compiled.result());
    }

    private String derivative(String formula) {
        Formula compiled = compile(formula);
        Node x = Objects.requireNonNull(compiled.variables().get("x"));
        Node gradient = Backpropagation.gradients(compiled.graph(), compiled.result(), compiled.graph().constant(1),
                List.of(x)).get(x);
        return new Tex(Map.of()).of(Objects.requireNonNull(gradient));
    }

    @Test
    void operandsThatBindLooserShouldHaveParentheses() {
        assertThat(tex("(x + t) * x^3")).isEqualTo("\\left(x + t\\right) {x}^{3}");
        assertThat(tex("x + t * x")).isEqualTo("x + t x");
        assertThat(tex("x - (t - 1)")).isEqualTo("x - \\left(t - 1\\right)");
        assertThat(tex("sqrt(x + 1) / (2 * t)")).isEqualTo("\\frac{\\sqrt{x + 1}}{2 t}");
    }

    @Test
    void numbersShouldBeWrittenAsTheyAreRead() {
        assertThat(tex("x * 2 * 3")).isEqualTo("3 \\cdot 2 x");
        assertThat(tex("x + 1e-8")).isEqualTo("x + 10^{-8}");
        assertThat(tex("x + 0.25 + pi")).isEqualTo("x + 0.25 + \\pi");
        assertThat(tex("2.5e20 * x")).isEqualTo("2.5 \\cdot 10^{20} x");
    }

    @Test
    void namesShouldBeGreekOrItalic() {
        assertThat(tex("sum(predictions) * delta"))
                .isEqualTo("\\left(\\sum_{\\text{axis 0}} \\mathit{predictions}\\right) \\delta");
    }

    @Test
    void definitionShouldBeWrittenByItsName() {
        assertThat(tex("d = x - t\nd^2 + abs(d)")).isEqualTo("{d}^2 + \\left|d\\right|");
    }

    @Test
    void derivativesShouldBeWrittenInTheirStableForm() {
        assertThat(derivative("softplus(x)")).isEqualTo("\\sigma\\left(x\\right)");
        assertThat(derivative("square(x - t)")).isEqualTo("2 \\left(x - t\\right)");
    }

    @Test
    void longFormulaShouldNotExhaustStackOrMemory() {
        assertThat(tex("x" + "+x".repeat(4_900))).hasSizeLessThan(3_000).contains("\\cdots");
        StringBuilder doubling = new StringBuilder("a0 = x + t\n");
        for (int i = 1; i < 200; i++) {
            doubling.append("a" + i + " = a" + (i - 1) + " * sin(a" + (i - 1) + ")\n");
        }
        Formula shared = compile(doubling + "a199");
        assertThat(new Tex(Map.of()).of(shared.result())).hasSizeLessThan(6_000);
    }
}
