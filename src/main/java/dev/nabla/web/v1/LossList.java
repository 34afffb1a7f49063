package dev.nabla.web.v1;

import dev.nabla.catalog.LossEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;

/** The catalogue, or a part of it. */
record LossList(List<Item> losses) {

    /** A loss in a few words. */
    @Schema(name = "LossItem")
    record Item(String id, List<String> aliases, String family, String summary) {

        boolean mentions(String word) {
            return (id + " " + String.join(" ", aliases) + " " + summary).toLowerCase(Locale.ROOT)
                    .contains(word.toLowerCase(Locale.ROOT));
        }
    }

    static LossList of(List<LossEntry> entries, String family, String word) {
        return new LossList(entries.stream().filter(entry -> family.isEmpty() || entry.family().equals(family))
                .map(entry -> new Item(entry.id(), entry.aliases(), entry.family(), entry.definition().summary()))
                .filter(item -> item.mentions(word)).toList());
    }
}
