package dev.nabla.expression.function;

import dev.nabla.catalog.Catalog;
import dev.nabla.catalog.NameResolver;
import dev.nabla.catalog.RecordFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All functions, sorted by name: every record in the package of {@link Function} that implements it. */
public final class FunctionCatalog extends Catalog<FunctionEntry> {

    /** What other languages have functions for and this one operators, or nothing. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(Map.entry("pow", "a ^ b"),
            Map.entry("power", "a ^ b"), Map.entry("add", "a + b"), Map.entry("subtract", "a - b"),
            Map.entry("sub", "a - b"), Map.entry("multiply", "a * b"), Map.entry("mul", "a * b"),
            Map.entry("divide", "a / b"), Map.entry("div", "a / b"), Map.entry("negative", "-x"),
            Map.entry("neg", "-x"), Map.entry("reciprocal", "1 / x"), Map.entry("dot", "a @ b"),
            Map.entry("mm", "a @ b"), Map.entry("less", "a < b"), Map.entry("greater", "a > b"),
            Map.entry("equal", "a == b"), Map.entry("logical_and", "a and b"), Map.entry("logical_or", "a or b"),
            Map.entry("logical_not", "not a"), Map.entry("float", "the number itself"),
            Map.entry("cast", "the number itself"), Map.entry("gather", "pick(x, index)"),
            Map.entry("if", "where(condition, a, b)"));

    private final NameResolver names;

    public FunctionCatalog() {
        super(RecordFactory.all(Function.class).stream().map(FunctionEntry::new).toList());
        Map<String, List<String>> elsewhere = new LinkedHashMap<>();
        for (FunctionEntry entry : entries()) {
            for (String alias : entry.definition().aliases()) {
                elsewhere.put(alias, List.of(entry.id()));
            }
        }
        this.names = new NameResolver(names(), elsewhere, List.of());
    }

    /** What to write instead of a function that there is none of: {@code write exp}, or a question for similar names. */
    public Optional<String> instead(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return find(last).map(entry -> "write " + entry.id())
                .or(() -> Optional.ofNullable(OTHERWISE.get(last)).map(ours -> "write " + ours))
                .or(() -> names.question(name));
    }
}
