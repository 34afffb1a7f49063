package dev.nabla.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nabla.option.BindableOption;
import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTests {

    private record Word(String id, List<String> aliases) implements CatalogEntry<String> {

        @Override
        public List<BindableOption> options() {
            return List.of();
        }

        @Override
        public String defaults() {
            return id;
        }

        @Override
        public String build(Map<String, Literal> given, Faults faults) {
            return id;
        }
    }

    private static final Word ONE = new Word("one", List.of("uno", "eins"));
    private static final Word TWO = new Word("two", List.of());

    @Test
    void findShouldKnowIdsAndAliasesSpelledExactly() {
        Catalog<Word> catalog = new Catalog<>(List.of(ONE, TWO));
        assertThat(catalog.find("one")).contains(ONE);
        assertThat(catalog.find("eins")).contains(ONE);
        assertThat(catalog.find("two")).contains(TWO);
        assertThat(catalog.find("One")).isEmpty();
        assertThat(catalog.find("three")).isEmpty();
    }

    @Test
    void entriesAndNamesShouldComeInTheOrderOfTheList() {
        Catalog<Word> catalog = new Catalog<>(List.of(TWO, ONE));
        assertThat(catalog.entries()).containsExactly(TWO, ONE);
        assertThat(catalog.names()).containsExactly("two", "one", "uno", "eins");
    }

    @Test
    void catalogWhenANameIsTakenShouldSayByWhich() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Catalog<>(List.of(ONE, new Word("three", List.of("uno")))))
                .withMessage("one and three share the name uno");
    }

    // The aliases of @Definition of L1, whose package is dev.nabla.loss.regression.
    @Test
    void lossEntryShouldTakeIdFamilyAndAliasesFromItsRecord() {
        LossEntry entry = new LossCatalog().find("mae").orElseThrow();
        assertThat(entry.id()).isEqualTo("l1");
        assertThat(entry.family()).isEqualTo("regression");
        assertThat(entry.aliases()).contains("mae");
        assertThat(entry.hasPredictions()).isTrue();
        assertThat(entry.definition().summary()).isNotBlank();
    }

    @Test
    void lossEntryWithoutPredictionsShouldSaySo() {
        assertThat(new LossCatalog().find("triplet_margin").orElseThrow().hasPredictions()).isFalse();
    }
}
