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
 * @param verbatim whether everything else is kept as JSON, within the reader's {@link KeptSize}
 * @param limited whether this and all in it counts against the reader's {@link KeptSize}; where the
 *     shape does not say how much it is, it has to
 */
record JsonShape(
    int text,
    Map<String, JsonShape> members,
    Optional<JsonShape> others,
    Optional<Items> items,
    boolean verbatim,
    boolean limited) {

  /** The most that a prompt in a spec may have, and no text is longer. */
  static final int LONGEST_TEXT = 262_144;

  /** Digits of a number. Longer ones are no ids, and computing with them takes its time. */
  static final int LONGEST_NUMBER = 32;

  static final JsonShape NOTHING =
      new JsonShape(0, Map.of(), Optional.empty(), Optional.empty(), false, false);

  /** A string up to this length. */
  static JsonShape text(int longest) {
    return new JsonShape(longest, Map.of(), Optional.empty(), Optional.empty(), false, false);
  }

  /** A number, or a string of digits. */
  static JsonShape number() {
    return text(LONGEST_NUMBER);
  }

  /** An object with these members. */
  static JsonShape object(Map<String, JsonShape> members) {
    return NOTHING.or(members);
  }

  /** An array of at most so many of these; a longer one is cut one item later. */
  static JsonShape array(JsonShape item, int most) {
    return array(new Items(item, most, Optional.empty()));
  }

  /** An array of which only the first item of this kind counts. */
  static JsonShape arrayWith(JsonShape item, Predicate<JsonValue> only) {
    return array(new Items(item, Integer.MAX_VALUE, Optional.of(only)));
  }

  private static JsonShape array(Items items) {
    return new JsonShape(0, Map.of(), Optional.empty(), Optional.of(items), false, false);
  }

  /** This or an object with these members. */
  JsonShape or(Map<String, JsonShape> members) {
    return new JsonShape(text, Map.copyOf(members), others, items, verbatim, limited);
  }

  /** This, and all other members of an object, too. */
  JsonShape andOthers(JsonShape shape) {
    return new JsonShape(text, members, Optional.of(shape), items, verbatim, limited);
  }

  /** This, and whatever else there is as JSON. */
  JsonShape orVerbatim() {
    return new JsonShape(text, members, others, items, true, limited);
  }

  /** This, counted. */
  JsonShape asLimited() {
    return new JsonShape(text, members, others, items, verbatim, true);
  }

  /** An array of these, or an object with one of these under each name. */
  static JsonShape listOf(JsonShape entry) {
    return array(entry, Integer.MAX_VALUE).andOthers(entry);
  }

  boolean keepsObjects() {
    return !members.isEmpty() || others.isPresent();
  }

  /** The shape of a member; empty if it is not kept. */
  Optional<JsonShape> member(String name) {
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
  record Items(JsonShape shape, int most, Optional<Predicate<JsonValue>> only) {}
}
