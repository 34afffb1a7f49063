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
 * The names of losses in other libraries, read from {@code pages/migration.md}. Names of Nabla are in double brackets there:
 * those in the catalog become links, the others are marked as planned.
 */
@Component
final class MigrationTable {

    private static final String PATH = "migration.md";
    private static final Pattern LOSS_NAME = Pattern.compile("\\[\\[([a-z0-9_]+)]]");
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
     * A loss of another library.
     *
     * @param library the library
     * @param name the name of the loss there, in Markdown
     * @param equivalent its equivalent in Nabla, in Markdown with the names of losses in double brackets
     */
    record Row(String library, String name, String equivalent) {

        /** The names of the losses that the equivalent mentions. */
        List<String> losses() {
            return LOSS_NAME.matcher(equivalent).results().map(match -> match.group(1)).toList();
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

    /** The rows whose equivalent mentions a loss. */
    List<Row> rowsOf(LossEntry loss) {
        return rows.stream().filter(row -> row.losses().contains(loss.id())).toList();
    }

    /** The tables of all libraries, as a page. */
    Page page() {
        return new Page(PATH, "Equivalents in other libraries", withLinks(template, "losses/"));
    }

    /** A text with the names of losses turned into links to their pages. */
    String withLinks(String text, String folder) {
        return LOSS_NAME.matcher(text).replaceAll(match -> link(match, folder));
    }

    private String link(MatchResult match, String folder) {
        String name = match.group(1);
        boolean exists = losses.losses().stream().anyMatch(loss -> loss.id().equals(name));
        return exists ? "[`" + name + "`](" + folder + name + ".md)" : "`" + name + "` (planned)";
    }
}
