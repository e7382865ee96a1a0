package net.lumenia.voice.lumenia;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How much of a JSON value is kept. What is not costs no memory; of a value in its place only the
 * kind is known. Booleans and null are always kept.
 *
 * @param text the most Unicode characters of a string; 0 for none. A longer one is cut one
 *     character later, which is enough to know that it is longer, or not kept, if this is limited.
 *     A number needs it, too
 * @param members the members of an object by their names
 * @param others for the members of all other names
 * @param items of an array
 * @param verbatim whether everything else is kept as JSON, within the reader's {@link Keeping}
 * @param limited whether this and all in it counts against the reader's {@link Keeping}; where the
 *     shape does not say how much it is, it has to
 */
record Shape(
    int text,
    Map<String, Shape> members,
    Optional<Shape> others,
    Optional<Items> items,
    boolean verbatim,
    boolean limited) {

  /** The most that a prompt in a spec may have, and no text is longer. */
  static final int LONGEST_TEXT = 262_144;

  /** Digits of a number. Longer ones are no ids, and computing with them takes its time. */
  static final int LONGEST_NUMBER = 32;

  static final Shape NOTHING =
      new Shape(0, Map.of(), Optional.empty(), Optional.empty(), false, false);

  /** A string up to this length. */
  static Shape text(int longest) {
    return new Shape(longest, Map.of(), Optional.empty(), Optional.empty(), false, false);
  }

  /** A number, or a string of digits. */
  static Shape number() {
    return text(LONGEST_NUMBER);
  }

  /** An object with these members. */
  static Shape object(Map<String, Shape> members) {
    return NOTHING.or(members);
  }

  /** An array of at most so many of these; a longer one is cut one item later. */
  static Shape array(Shape item, int most) {
    return array(new Items(item, most, Optional.empty()));
  }

  /** An array of which only the first item of this kind counts. */
  static Shape arrayWith(Shape item, Predicate<Json> only) {
    return array(new Items(item, Integer.MAX_VALUE, Optional.of(only)));
  }

  private static Shape array(Items items) {
    return new Shape(0, Map.of(), Optional.empty(), Optional.of(items), false, false);
  }

  /** This or an object with these members. */
  Shape or(Map<String, Shape> members) {
    return new Shape(text, Map.copyOf(members), others, items, verbatim, limited);
  }

  /** This, and all other members of an object, too. */
  Shape andOthers(Shape shape) {
    return new Shape(text, members, Optional.of(shape), items, verbatim, limited);
  }

  /** This, and whatever else there is as JSON. */
  Shape orVerbatim() {
    return new Shape(text, members, others, items, true, limited);
  }

  /** This, counted. */
  Shape asLimited() {
    return new Shape(text, members, others, items, verbatim, true);
  }

  /** An array of these, or an object with one of these under each name. */
  static Shape listOf(Shape entry) {
    return array(entry, Integer.MAX_VALUE).andOthers(entry);
  }

  boolean keepsObjects() {
    return !members.isEmpty() || others.isPresent();
  }

  /** The shape of a member; empty if it is not kept. */
  Optional<Shape> member(String name) {
    return Optional.ofNullable(members.get(name)).or(() -> others);
  }

  boolean isTooLong(String string) {
    return string.codePointCount(0, string.length()) > text;
  }

  /** The beginning of a string that is too long. */
  String cut(String string) {
    return string.substring(0, string.offsetByCodePoints(0, text + 1));
  }

  /**
   * The items of an array.
   *
   * @param most a longer array is cut one item later, so that it is known to be longer
   * @param only of which only the first is kept, and the kind of all others
   */
  record Items(Shape shape, int most, Optional<Predicate<Json>> only) {}
}
