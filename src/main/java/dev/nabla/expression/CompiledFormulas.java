package dev.nabla.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Formulas;
import dev.nabla.expression.language.Program;
import dev.nabla.loss.ComposedLoss.Wanted;

/** Formulas that were compiled before. Those that were not used for the longest time are forgotten. */
public final class CompiledFormulas {

    /** The size of all graphs, in nodes: some ten megabytes. */
    private static final int MAX_NODES = 100_000;

    /** The length of all texts, in characters. */
    private static final int MAX_CHARACTERS = 1_000_000;

    private static final Cache<String, Program> PROGRAMS = Caffeine.newBuilder().maximumWeight(MAX_CHARACTERS)
            .<String, Program>weigher((text, _) -> text.length() + 100).executor(Runnable::run).build();

    private static final Cache<FormulaKey, CompiledFormula> COMPILED = Caffeine.newBuilder().maximumWeight(MAX_NODES)
            .<FormulaKey, CompiledFormula>weigher((_, formula) -> formula.size()).executor(Runnable::run).build();

    private static final Cache<DerivationKey, Derivation> DERIVED = Caffeine.newBuilder().maximumWeight(MAX_NODES)
            .<DerivationKey, Derivation>weigher((_, derivation) -> derivation.size()).executor(Runnable::run).build();

    private record DerivationKey(FormulaKey formula, Wanted wanted) {}

    private CompiledFormulas() {}

    /**
     * The syntax of a formula.
     *
     * @throws FormulaException if it is not one
     */
    public static Program parse(String text) {
        return PROGRAMS.get(text, Formulas::parse);
    }

    /**
     * A formula for inputs of some shapes.
     *
     * @throws FormulaException if they do not fit it
     */
    static CompiledFormula of(FormulaKey formula) {
        return COMPILED.get(formula, CompiledFormula::of);
    }

    /**
     * What computes a formula and its derivatives.
     *
     * @throws FormulaException if that takes too many operations
     */
    static Derivation derivation(FormulaKey formula, Wanted wanted) {
        return DERIVED.get(new DerivationKey(formula, wanted), _ -> Derivation.of(CompiledFormula.of(formula), wanted));
    }
}
