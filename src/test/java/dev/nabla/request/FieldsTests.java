package dev.nabla.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.DType;
import org.junit.jupiter.api.Test;

class FieldsTests {

    private static final Fields FIELDS = new SentFields().vector("x", 1, 2).number("delta", 2).nothing("axis").build();

    @Test
    void valueWhenOptionIsNullShouldBeAbsent() {
        assertThat(FIELDS.option("axis")).contains(new Literal.Null());
        assertThat(FIELDS.value("axis")).isEmpty();
        assertThat(FIELDS.value("delta")).contains(new Literal.Numeral(2));
        assertThat(FIELDS.value("x")).isEmpty();
    }

    @Test
    void hasValueWhenFieldIsNullOrMissingShouldBeFalse() {
        assertThat(FIELDS.hasValue("x")).isTrue();
        assertThat(FIELDS.hasValue("axis")).isFalse();
        assertThat(FIELDS.hasValue("y")).isFalse();
    }

    @Test
    void withWhenNameIsThereShouldReplaceItInPlace() {
        Fields changed = FIELDS.with("x", new Field.Unknown()).with("last", new Field.Unknown());
        assertThat(changed.names()).containsExactly("x", "delta", "axis", "last");
        assertThat(changed.get("x")).isEqualTo(new Field.Unknown());
        assertThat(FIELDS.get("x")).isInstanceOf(Field.Numbers.class);
    }

    @Test
    void onlyShouldKeepTheOrder() {
        assertThat(FIELDS.only(name -> !name.equals("delta")).names()).containsExactly("x", "axis");
    }

    // 1e39 is beyond float32, whose largest number is 3.4e38: a fault there only, and before the other one.
    @Test
    void faultyWhenDTypeIsFloat32ShouldHaveTheFaultOfFloat32() {
        Fault ragged = Fault.of("x", "ragged");
        Fault beyond = Fault.of("x", "beyond float32");
        assertThat(new Field.Faulty(ragged, beyond).in(DType.FLOAT32)).isSameAs(beyond);
        assertThat(new Field.Faulty(ragged, beyond).in(DType.FLOAT64)).isSameAs(ragged);
        assertThat(new Field.Faulty(ragged).in(DType.FLOAT32)).isSameAs(ragged);
    }
}
