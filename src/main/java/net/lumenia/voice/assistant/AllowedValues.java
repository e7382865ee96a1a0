package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The values that the catalog allows for one key. If the catalog does not mention the key, every
 * value is allowed. If it has an empty list for the key, none is.
 *
 * @param values the listed values in alphabetical order, each with its details
 * @param exhaustive whether values that are not listed are refused; false if the catalog has no
 *     list, says that the value is free, or can't be read completely. Then only the API validates
 *     values
 */
public record AllowedValues<T>(SequencedMap<String, T> values, boolean exhaustive) {

  public AllowedValues {
    var sorted = new LinkedHashMap<String, T>();
    new TreeMap<>(values).forEach(sorted::put);
    values = Collections.unmodifiableSequencedMap(sorted);
  }

  /** Every value is allowed. */
  public static <T> AllowedValues<T> anything() {
    return new AllowedValues<>(new LinkedHashMap<>(), false);
  }

  /** Only these values are allowed. */
  public static <T> AllowedValues<T> only(Map<String, T> values) {
    return new AllowedValues<>(new LinkedHashMap<>(values), true);
  }

  /** These values are allowed; others may be. */
  public static <T> AllowedValues<T> atLeast(Map<String, T> values) {
    return new AllowedValues<>(new LinkedHashMap<>(values), false);
  }

  /** Whether the catalog excludes this value. */
  public boolean refuses(String value) {
    return exhaustive && !values.containsKey(value);
  }

  /** The details of a value; empty if it is not listed. */
  public Optional<T> find(String value) {
    return Optional.ofNullable(values.get(value));
  }
}
