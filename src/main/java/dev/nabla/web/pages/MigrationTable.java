package dev.nabla.web.pages;

import dev.nabla.catalog.LibraryNames;
import dev.nabla.catalog.LibraryNames.Row;
import dev.nabla.catalog.LossEntry;
import dev.nabla.service.loss.LossService;
import java.util.List;
import java.util.regex.MatchResult;
import org.springframework.stereotype.Component;

/** The page about the names of losses in other libraries: those in the catalog become links, others are marked as planned. */
@Component
final class MigrationTable {

    private final LossService losses;
    private final LibraryNames libraries = LibraryNames.read();

    MigrationTable(LossService losses) {
        this.losses = losses;
    }

    List<Row> rows() {
        return libraries.rows();
    }

    /** The rows whose equivalent mentions a loss. */
    List<Row> rowsOf(LossEntry loss) {
        return libraries.rowsOf(loss.id());
    }

    /** The tables of all libraries, as a page. */
    Page page() {
        return new Page("migration.md", "Equivalents in other libraries", withLinks(libraries.text(), "losses/"));
    }

    /** A text with the names of losses turned into links to their pages. */
    String withLinks(String text, String folder) {
        return LibraryNames.OURS.matcher(text).replaceAll(match -> link(match, folder));
    }

    private String link(MatchResult match, String folder) {
        String name = match.group(1);
        boolean exists = losses.losses().stream().anyMatch(loss -> loss.id().equals(name));
        return exists ? "[`" + name + "`](" + folder + name + ".md)" : "`" + name + "` (planned)";
    }
}
