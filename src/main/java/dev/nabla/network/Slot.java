package dev.nabla.network;

/**
 * One part of the state that an optimizer keeps for each parameter.
 *
 * @param name its name on the wire
 * @param isSingle whether it holds one value per parameter instead of one per element
 * @param meaning its meaning, in a few words
 */
public record Slot(String name, boolean isSingle, String meaning) {

    /** The number of steps taken. */
    public static final Slot STEP = new Slot("step", true, "number of steps taken");

    public static Slot ofEach(String name, String meaning) {
        return new Slot(name, false, meaning);
    }

    public static Slot single(String name, String meaning) {
        return new Slot(name, true, meaning);
    }
}
