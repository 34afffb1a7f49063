package dev.nabla.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Formulas;
import dev.nabla.expression.language.Program;
import dev.nabla.loss.ComposedLoss.Wanted;
import java.util.function.ToLongBiFunction;

/** Formulas that were compiled before. Those that were not used for the longest time are forgotten. */
public final class CompiledFormulas {

    /** What each cache may hold; of a heap below 2 GB a 64th. */
    private static final long MAX_BYTES = 32L << 20;

    /** A text and its syntax take some 100 bytes a character. */
    private static final int BYTES_PER_CHARACTER = 110;

    /** A node of a graph, or of a plan, takes 110 to 360 bytes. */
    private static final int BYTES_PER_NODE = 400;

    /** A name with its shape, and the entry that holds them, without the characters of the name. */
    private static final int BYTES_PER_ENTRY = 200;

    private static final Cache<String, Program> PROGRAMS = cache((text, _) -> bytesOf(text));

    private static final Cache<FormulaKey, CompiledFormula> COMPILED = cache(
            (key, formula) -> bytesOf(key) + (long) BYTES_PER_NODE * formula.size());

    private static final Cache<DerivationKey, Derivation> DERIVED = cache(
            (key, derivation) -> bytesOf(key.formula()) + (long) BYTES_PER_NODE * derivation.size());

    private record DerivationKey(FormulaKey formula, Wanted wanted) {}

    private CompiledFormulas() {}

    private static <K, V> Cache<K, V> cache(ToLongBiFunction<K, V> bytes) {
        long limit = Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 64);
        return Caffeine.newBuilder().maximumWeight(limit)
                .<K, V>weigher((key, value) -> (int) Math.min(bytes.applyAsLong(key, value), Integer.MAX_VALUE))
                .executor(Runnable::run).build();
    }

    private static long bytesOf(String text) {
        return BYTES_PER_ENTRY + (long) BYTES_PER_CHARACTER * text.length();
    }

    /** An upper bound, since programs may be shared. */
    private static long bytesOf(FormulaKey key) {
        return bytesOf(key.program().text())
                + key.gradients().values().stream().mapToLong(gradient -> bytesOf(gradient.text())).sum()
                + key.shapes().keySet().stream().mapToLong(name -> BYTES_PER_ENTRY + 2L * name.length()).sum();
    }

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
