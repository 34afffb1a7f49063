package dev.nabla.web.v1;

import dev.nabla.catalog.LossEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;

/** Losses of the catalog. */
record LossList(List<Item> losses) {

    /** A loss in brief. */
    @Schema(name = "LossItem")
    record Item(String id, List<String> aliases, String family, String summary) {

        boolean mentions(String text) {
            return (id + " " + String.join(" ", aliases) + " " + summary).toLowerCase(Locale.ROOT)
                    .contains(text.toLowerCase(Locale.ROOT));
        }
    }

    /** The losses of a family that mention a text; an empty string matches all. */
    static LossList of(List<LossEntry> entries, String family, String text) {
        return new LossList(entries.stream().filter(entry -> family.isEmpty() || entry.family().equals(family))
                .map(entry -> new Item(entry.id(), entry.aliases(), entry.family(), entry.definition().summary()))
                .filter(item -> item.mentions(text)).toList());
    }
}
