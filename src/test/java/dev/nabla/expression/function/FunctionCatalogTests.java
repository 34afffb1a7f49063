package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.expression.compile.Compiler;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionCatalogTests {

    @Test
    void functionsShouldBeThoseOfTheLanguage() {
        assertThat(Compiler.functions().names()).containsExactlyInAnyOrder("abs", "sign", "sqrt", "square", "exp",
                "expm1", "expm1mx", "log", "log1p", "log1pmx", "log2", "log10", "sin", "cos", "tan", "asin", "acos",
                "atan", "atan2", "sinh",
                "cosh", "tanh", "sigmoid", "log_sigmoid", "softplus", "relu", "elu", "gelu", "silu", "erf", "erfc",
                "lgamma", "digamma", "hypot", "logaddexp", "xlogy", "maximum", "minimum", "clip", "where", "floor",
                "ceil", "round", "isnan", "sum", "mean", "prod", "max", "min", "logsumexp", "norm", "var", "std",
                "softmax", "log_softmax", "cumsum", "sort", "pick", "one_hot", "transpose", "reshape", "concatenate",
                "stack", "matmul", "outer", "stop_gradient", "with_gradient", "scale_gradient", "reverse_gradient",
                "clip_gradient");
    }

    @Test
    void eachFunctionShouldHaveTests() {
        for (FunctionEntry entry : Compiler.functions().entries()) {
            String tests = entry.defaults().getClass().getName() + "Tests";
            assertThat(tests).as("the tests of %s", entry.id()).satisfies(Class::forName);
        }
    }

    @Test
    void aliasesShouldBeNoFunctionsAndNameOneEach() {
        List<String> aliases = Compiler.functions().entries().stream()
                .flatMap(entry -> List.of(entry.definition().aliases()).stream()).toList();
        assertThat(aliases).doesNotHaveDuplicates().doesNotContainAnyElementsOf(Compiler.functions().names());
    }
}
