package dev.nabla.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/**
 * The names of losses in other libraries, read from the tables of {@code pages/migration.md}. Names of Nabla are in double
 * brackets there.
 *
 * @param text the whole text, in Markdown
 * @param rows the rows of all tables
 */
public record LibraryNames(String text, List<Row> rows) {

    /** A name of Nabla. */
    public static final Pattern OURS = Pattern.compile("\\[\\[([a-z0-9_]+)]]");

    private static final Pattern THEIRS = Pattern.compile("`([^`(]+)`");
    private static final String HEADING = "## ";
    private static final String UNSUPPORTED = "not supported";

    /**
     * A loss of another library, or several with the same equivalent.
     *
     * @param library the library
     * @param name the name of the loss there, in Markdown
     * @param equivalent its equivalent in Nabla, in Markdown with the names of losses in double brackets
     */
    public record Row(String library, String name, String equivalent) {

        /** The names of the losses that the equivalent mentions. */
        public List<String> losses() {
            return OURS.matcher(equivalent).results().map(match -> match.group(1)).toList();
        }

        /** The names in the other library, without those that take arguments. */
        public List<String> names() {
            return THEIRS.matcher(name).results().map(match -> match.group(1)).toList();
        }
    }

    /** Reads the tables. */
    public static LibraryNames read() {
        try {
            String text = new ClassPathResource("pages/migration.md").getContentAsString(StandardCharsets.UTF_8);
            return new LibraryNames(text, rows(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rows(String text) {
        List<Row> rows = new ArrayList<>();
        String library = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith(HEADING)) {
                library = line.substring(HEADING.length());
            } else if (line.startsWith("| `") && !line.contains("| Nabla")) {
                String[] cells = line.split("\\s*\\|\\s*", 4);
                rows.add(new Row(library, cells[1], cells[2]));
            }
        }
        return List.copyOf(rows);
    }

    /** The rows whose equivalent mentions a loss. */
    public List<Row> rowsOf(String id) {
        return rows.stream().filter(row -> row.losses().contains(id)).toList();
    }

    /** The losses that each name may stand for; none for a name without an equivalent. */
    public Map<String, Set<String>> equivalents() {
        Map<String, Set<String>> equivalents = new LinkedHashMap<>();
        for (Row row : rows) {
            List<String> losses = row.equivalent().startsWith(UNSUPPORTED) ? List.of() : row.losses();
            row.names().forEach(name -> equivalents.computeIfAbsent(name, _ -> new LinkedHashSet<>()).addAll(losses));
        }
        return equivalents;
    }
}
