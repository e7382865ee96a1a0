package net.lumenia.voice.lumenia;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which parts of a JSON value are kept. Everything else is skipped without using memory, and only
 * its kind is known. Booleans and null are always kept.
 *
 * @param text the most Unicode characters of a string; 0 keeps no strings and numbers. A longer
 *     string is cut to one character more, which shows that it was longer; a counted one is
 *     discarded instead
 * @param members the shapes of an object's members by name
 * @param others the shape of all other members
 * @param items the shape of an array's items
 * @param verbatim whether values of other kinds are kept as JSON, within the reader's {@link
 *     SizeQuota}
 * @param counted whether this value and everything in it counts against the reader's {@link
 *     SizeQuota}; required where the shape does not limit the size
 */
record JsonShape(
    int text,
    Map<String, JsonShape> members,
    Optional<JsonShape> others,
    Optional<Items> items,
    boolean verbatim,
    boolean counted) {

  /** The limit of a prompt in a spec, in Unicode characters; no other text is longer. */
  static final int MAX_TEXT = 262_144;

  /** In digits. Longer numbers are no ids, and parsing them is slow. */
  static final int MAX_NUMBER = 32;

  static final JsonShape NOTHING =
      new JsonShape(0, Map.of(), Optional.empty(), Optional.empty(), false, false);

  /** A string of up to this many Unicode characters. */
  static JsonShape text(int max) {
    return new JsonShape(max, Map.of(), Optional.empty(), Optional.empty(), false, false);
  }

  /** A number, or a string of digits. */
  static JsonShape number() {
    return text(MAX_NUMBER);
  }

  /** An object with these members. */
  static JsonShape object(Map<String, JsonShape> members) {
    return NOTHING.or(members);
  }

  /** An array of at most {@code max} items; a longer one is cut to one item more. */
  static JsonShape array(JsonShape item, int max) {
    return array(new Items(item, max, Optional.empty()));
  }

  /** An array of which only the first matching item is kept. */
  static JsonShape arrayWith(JsonShape item, Predicate<JsonValue> only) {
    return array(new Items(item, Integer.MAX_VALUE, Optional.of(only)));
  }

  private static JsonShape array(Items items) {
    return new JsonShape(0, Map.of(), Optional.empty(), Optional.of(items), false, false);
  }

  /** This or an object with these members. */
  JsonShape or(Map<String, JsonShape> members) {
    return new JsonShape(text, Map.copyOf(members), others, items, verbatim, counted);
  }

  /** This, with the members of another object as well. */
  JsonShape withMembersOf(JsonShape other) {
    var both = new HashMap<>(members);
    both.putAll(other.members);
    return or(both);
  }

  /** This, with a shape for all other members. */
  JsonShape andOthers(JsonShape shape) {
    return new JsonShape(text, members, Optional.of(shape), items, verbatim, counted);
  }

  /** This, with values of other kinds as JSON. */
  JsonShape orVerbatim() {
    return new JsonShape(text, members, others, items, true, counted);
  }

  /** This, counted against the quota. */
  JsonShape asCounted() {
    return new JsonShape(text, members, others, items, verbatim, true);
  }

  /** An array of these, or an object with these as members. */
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

  /** The start of a string that is too long. */
  String cut(String string) {
    return string.substring(0, string.offsetByCodePoints(0, text + 1));
  }

  /**
   * The items of an array.
   *
   * @param max a longer array is cut to one item more, which shows that it was longer
   * @param only selects the single item to keep: the first match; of the others only the kind is
   *     known
   */
  record Items(JsonShape shape, int max, Optional<Predicate<JsonValue>> only) {}
}
