package dev.nabla.web.pages;

import dev.nabla.catalog.LossEntry;
import dev.nabla.service.loss.LossService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * What other libraries call our losses. It is written once, in {@code pages/migration.md}, where our names stand in double
 * brackets: those in the catalogue become links, the others are marked as coming.
 */
@Component
final class MigrationTable {

    private static final String PATH = "migration.md";
    private static final Pattern OURS = Pattern.compile("\\[\\[([a-z0-9_]+)]]");
    private static final String HEADING = "## ";

    private final LossService losses;
    private final String template;
    private final List<Row> rows;

    MigrationTable(LossService losses) {
        this.losses = losses;
        try {
            this.template = new ClassPathResource("pages/" + PATH).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.rows = rows(template);
    }

    /**
     * A name in another library.
     *
     * @param library whose name it is
     * @param theirs the name there, in Markdown
     * @param ours what it is here, in Markdown with our names in double brackets
     */
    record Row(String library, String theirs, String ours) {

        List<String> names() {
            return OURS.matcher(ours).results().map(match -> match.group(1)).toList();
        }
    }

    private static List<Row> rows(String template) {
        List<Row> rows = new ArrayList<>();
        String library = "";
        for (String line : template.lines().toList()) {
            if (line.startsWith(HEADING)) {
                library = line.substring(HEADING.length());
            } else if (line.startsWith("| `") && !line.contains("| Nabla")) {
                String[] cells = line.split("\\s*\\|\\s*", 4);
                rows.add(new Row(library, cells[1], cells[2]));
            }
        }
        return List.copyOf(rows);
    }

    List<Row> rows() {
        return rows;
    }

    /** The names that a loss has elsewhere. */
    List<Row> rowsOf(LossEntry loss) {
        return rows.stream().filter(row -> row.names().contains(loss.id())).toList();
    }

    /** The whole table, as a page. */
    Page page() {
        return new Page(PATH, "Equivalents in other libraries", linked(template, "losses/"));
    }

    /** A text with our names as links to their pages. */
    String linked(String text, String folder) {
        return OURS.matcher(text).replaceAll(match -> link(match, folder));
    }

    private String link(MatchResult match, String folder) {
        String name = match.group(1);
        boolean exists = losses.losses().stream().anyMatch(loss -> loss.id().equals(name));
        return exists ? "[`" + name + "`](" + folder + name + ".md)" : "`" + name + "` (coming)";
    }
}
