package dev.nabla.catalog;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nabla.loss.Definition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import org.junit.jupiter.api.Test;

/** What a record lacks is said in words, with its name. */
class RecordFactoryTests {

    public record WithoutDefaults(@Option("anything") double factor) {}

    public record WithoutOption(double factor) {

        public WithoutOption() {
            this(1);
        }
    }

    public record WithoutDescription() {}

    public record WithInvalidDefault(@Option(value = "anything", within = "(0, inf)") double factor) {

        public WithInvalidDefault {
            OptionSpec.check(WithInvalidDefault.class, "factor", factor);
        }

        public WithInvalidDefault() {
            this(0);
        }
    }

    @Test
    void factoryWhenRecordHasNoDefaultsShouldAskForTheConstructor() {
        assertThatIllegalStateException().isThrownBy(() -> RecordFactory.of(WithoutDefaults.class))
                .withMessageContaining("WithoutDefaults must be a public record")
                .withMessageContaining("constructor that takes no arguments");
    }

    @Test
    void factoryWhenComponentHasNoOptionShouldNameTheComponent() {
        assertThatIllegalStateException().isThrownBy(() -> RecordFactory.of(WithoutOption.class))
                .withMessageContaining("component factor of ").withMessageContaining("WithoutOption needs @Option");
    }

    @Test
    void optionsWhenTypeIsNoRecordShouldSayThatItMustBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> OptionSpec.of(String.class))
                .withMessage("java.lang.String must be a record, whose components are its options");
    }

    @Test
    void factoryWhenDefaultIsOutOfRangeShouldSayWhichAndWhy() {
        assertThatIllegalStateException().isThrownBy(() -> RecordFactory.of(WithInvalidDefault.class))
                .withMessageContaining("WithInvalidDefault rejects its own defaults: factor must be ");
    }

    @Test
    void descriptionWhenThereIsNoneShouldAskForIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RecordFactory.of(WithoutDescription.class).description(Definition.class))
                .withMessageContaining("WithoutDescription needs @Definition");
    }
}
