package dev.nabla.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTests {

    /** The fields f0, f1, … */
    private static Fields fields(int count) {
        SequencedMap<String, Field> byName = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> byName.put("f" + i, new Field.Unknown()));
        return Fields.of(byName);
    }

    private static List<String> places(Faults faults) {
        return faults.listed().stream().map(fault -> String.join("/", fault.path())).toList();
    }

    private static Fault of(int field) {
        return Fault.of("f" + field, "unknown");
    }

    @Test
    void listedShouldBeInDocumentOrderWithThoseOfTheWholeRequestLast() {
        Faults faults = new Faults(fields(3));
        Fault whole = Fault.whole("targets is missing");
        Fault inner = Fault.of("weight", "must be a tensor").within("f1", "0");
        List.of(whole, of(2), inner, of(0)).forEach(faults::add);
        assertThat(places(faults)).containsExactly("f0", "f1/0/weight", "f2", "");
        assertThat(faults.omitted()).isZero();
    }

    @Test
    void listedWhenFaultsAreInTheSameFieldShouldKeepTheirOrder() {
        Faults faults = new Faults(fields(1));
        Fault first = Fault.of("f0", "first");
        Fault second = Fault.of("f0", "second");
        faults.add(first);
        faults.add(second);
        assertThat(faults.listed()).containsExactly(first, second);
    }

    @Test
    void addWhenFieldWasNotSentShouldBeAFaultOfTheObjectThatLacksIt() {
        Faults faults = new Faults(fields(1));
        faults.add(Fault.of("axis", "axis is out of range"));
        assertThat(places(faults)).containsExactly("");
    }

    @Test
    void addWhenThereAreManyShouldKeepTheFirstHundredOfTheDocument() {
        Faults faults = new Faults(fields(1000));
        IntStream.range(0, 1000).forEach(i -> faults.add(of(999 - i)));
        assertThat(places(faults))
                .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "f" + i).toList());
        assertThat(faults.omitted()).isEqualTo(900);
    }

    @Test
    void addWhenAFaultIsNotListedShouldNotMakeIt() {
        Faults faults = new Faults(fields(200));
        IntStream.range(0, 100).forEach(i -> faults.add(of(i)));
        assertThatCode(() -> faults.add("f100", () -> {
            throw new AssertionError("made");
        })).doesNotThrowAnyException();
        assertThat(faults.omitted()).isEqualTo(1);
    }

    // 99 faults are before the part, so it lists one and counts the other.
    @Test
    void ofPartShouldListNoMoreThanTheRequestWould() {
        Faults faults = new Faults(fields(100));
        IntStream.range(0, 99).forEach(i -> faults.add(of(i)));
        Faults part = faults.ofPart(fields(2), "f99");
        part.add(of(1));
        part.add(of(0));
        assertThat(places(part)).containsExactly("f0");
        assertThat(part.omitted()).isEqualTo(1);
        faults.addAll(new InvalidRequestException(part), fault -> fault.within("f99", "0"));
        assertThat(places(faults)).hasSize(100).last().isEqualTo("f99/0/f0");
        assertThat(faults.omitted()).isEqualTo(1);
    }

    @Test
    void ofPartWhenRequestIsFullShouldOnlyCount() {
        Faults faults = new Faults(fields(101));
        IntStream.range(0, 100).forEach(i -> faults.add(of(i)));
        Faults part = faults.ofPart(fields(2), "f100");
        part.add(of(0));
        assertThat(part.listed()).isEmpty();
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(part::throwIfAny)
                .satisfies(thrown -> faults.addAll(thrown, fault -> fault));
        assertThat(faults.listed()).hasSize(100);
        assertThat(faults.omitted()).isEqualTo(1);
    }

    @Test
    void throwIfAnyWhenThereAreNoneShouldReturn() {
        assertThatCode(new Faults()::throwIfAny).doesNotThrowAnyException();
    }

    // put together of long texts; ordinary details are shorter
    @Test
    void detailWhenItIsHugeShouldBeCut() {
        assertThat(Fault.whole("x".repeat(1_000_000)).detail()).hasSize(1001).endsWith("…");
    }
}
