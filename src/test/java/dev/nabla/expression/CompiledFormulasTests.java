package dev.nabla.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.loss.ComposedLoss.Wanted;
import dev.nabla.tensor.Shape;
import dev.nabla.trial.Thorough;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Measures the memory of the JVM, so nothing else runs meanwhile. */
@Thorough
@Isolated
class CompiledFormulasTests {

    private static final long MEGABYTE = 1 << 20;

    /** Each formula folds to a single constant, but its syntax takes 0.5 MB: 280 MB in all. */
    @Test
    void derivationWhenManyLongFormulasHaveSmallGraphsShouldForgetThem() {
        String sum = "1+".repeat(4_400);
        evaluate("x + " + sum + "0");
        long before = usedMemory();
        for (int i = 0; i < 600; i++) {
            evaluate("x + " + sum + i);
        }
        assertThat(usedMemory() - before).as("growth, at most 32 MB for each of three caches")
                .isLessThan(110 * MEGABYTE);
    }

    private static void evaluate(String formula) {
        new FormulaLoss(CompiledFormulas.parse(formula), List.of(), Map.of(), _ -> {
            throw new FormulaException("no losses here");
        }).computation(Map.of("x", Shape.SCALAR)).cost(new Wanted(Set.of("x"), Set.of(), false), Map.of());
    }

    private static long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
