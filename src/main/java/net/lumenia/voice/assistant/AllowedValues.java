package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What the catalog says about the values of one key. "It says nothing" is not "it lists none": the
 * first lets every value through, the second refuses them all.
 *
 * @param values what is listed, in alphabetical order whatever the order of the answer, each with
 *     what the catalog says about it
 * @param exhaustive whether a value that is not listed is refused; false where the catalog lists
 *     nothing, says that the value is free, or can't be understood as a whole: then only the server
 *     knows
 */
public record AllowedValues<T>(SequencedMap<String, T> values, boolean exhaustive) {

  public AllowedValues {
    var sorted = new LinkedHashMap<String, T>();
    new TreeMap<>(values).forEach(sorted::put);
    values = Collections.unmodifiableSequencedMap(sorted);
  }

  /** Nothing is known, so nothing is refused. */
  public static <T> AllowedValues<T> anything() {
    return new AllowedValues<>(new LinkedHashMap<>(), false);
  }

  /** These and no others. */
  public static <T> AllowedValues<T> only(Map<String, T> values) {
    return new AllowedValues<>(new LinkedHashMap<>(values), true);
  }

  /** These, and maybe others. */
  public static <T> AllowedValues<T> atLeast(Map<String, T> values) {
    return new AllowedValues<>(new LinkedHashMap<>(values), false);
  }

  /** Whether the catalog is known not to have this value. */
  public boolean refuses(String value) {
    return exhaustive && !values.containsKey(value);
  }

  /** What the catalog says about a value; empty if it is not listed. */
  public Optional<T> find(String value) {
    return Optional.ofNullable(values.get(value));
  }
}
