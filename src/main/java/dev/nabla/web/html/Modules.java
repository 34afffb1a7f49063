package dev.nabla.web.html;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** The modules in {@code assets}, by their names without an ending. */
final class Modules {

    private static final Pattern IMPORT = Pattern.compile(" from \"\\./([\\w-]+)\\.js\";");
    private static final Map<String, Set<String>> IMPORTED = new ConcurrentHashMap<>();

    private Modules() {}

    /** The modules that a module imports, and those that they import. */
    static Set<String> importedBy(String module) {
        return IMPORTED.computeIfAbsent(module, Modules::search);
    }

    private static Set<String> search(String module) {
        Set<String> found = new LinkedHashSet<>();
        addImports(module, found);
        return Collections.unmodifiableSet(found);
    }

    private static void addImports(String module, Set<String> found) {
        IMPORT.matcher(text(module)).results().map(imported -> imported.group(1)).filter(found::add).toList()
                .forEach(imported -> addImports(imported, found));
    }

    private static String text(String module) {
        try {
            return new ClassPathResource("static/assets/" + module + ".js").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
