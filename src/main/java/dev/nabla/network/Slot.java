package dev.nabla.network;

import dev.nabla.option.Domain;

/**
 * One part of the state that an optimizer keeps for each parameter.
 *
 * @param name its name on the wire
 * @param isSingle whether it holds one value per parameter instead of one per element
 * @param meaning its meaning, in a few words
 * @param domain the values that it may have; infinite ones have overflowed
 */
public record Slot(String name, boolean isSingle, String meaning, Domain domain) {

    /** The number of steps taken. */
    public static final Slot STEP = single("step", "number of steps taken", "[0, inf)");

    private static final Domain ANY = Domain.parse("[-inf, inf]");
    private static final Domain NOT_NEGATIVE = Domain.parse("[0, inf]");

    /** A slot with a value for each element. */
    public static Slot ofEach(String name, String meaning) {
        return new Slot(name, false, meaning, ANY);
    }

    /** A slot with a value for each element that is not negative: of squares or sizes. */
    public static Slot ofEachSquare(String name, String meaning) {
        return new Slot(name, false, meaning, NOT_NEGATIVE);
    }

    /** A slot with one value for all elements. */
    public static Slot single(String name, String meaning, String domain) {
        return new Slot(name, true, meaning, Domain.parse(domain));
    }
}
