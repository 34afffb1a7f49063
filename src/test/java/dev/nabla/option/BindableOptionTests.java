package dev.nabla.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BindableOptionTests {

    private final Faults faults = new Faults();

    private enum Color {
        RED,
        BLUE
    }

    private record Painted(
        @Option("color of the inside") @Nullable Color inside,
        @Option("color of the outside") Color outside) {}

    private static BindableOption option(int index) {
        return BindableOption.of(OptionSpec.of(Painted.class).get(index), new Painted(null, Color.RED));
    }

    @Test
    void choiceWhenNoneIsTheDefaultShouldAcceptNull() {
        BindableOption inside = option(0);
        assertThat(inside.isNullable()).isTrue();
        assertThat(inside.bind(new Literal.Null(), faults)).isNull();
        assertThat(inside.bind(new Literal.Text("blue"), faults)).isEqualTo(Color.BLUE);
        assertThat(faults.listed()).isEmpty();
    }

    @Test
    void choiceWhenOneIsTheDefaultShouldRejectNull() {
        BindableOption outside = option(1);
        assertThat(outside.isNullable()).isFalse();
        outside.bind(new Literal.Null(), faults);
        assertThat(faults.listed()).singleElement()
                .satisfies(
                        fault -> assertThat(fault.detail()).isEqualTo("outside must be \"red\" or \"blue\", got null"));
    }
}
