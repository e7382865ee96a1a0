package net.lumenia.voice.simulator.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.rules.ApiField;
import org.jspecify.annotations.Nullable;

/** Checks of the values in faults. Messages name the key and what is allowed. */
final class FaultChecks {

  static final long MOST_MILLIS = Duration.ofDays(1).toMillis();

  private FaultChecks() {}

  static void within(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: must be between %d and %d, not %d".formatted(key, least, most, value));
    }
  }

  /** Rejects characters that end a header, which would allow header injection. */
  static void inHeader(String key, @Nullable String value) {
    if (value != null && !value.chars().allMatch(c -> c >= ' ' && c < 0x100 && c != 0x7f)) {
      throw new IllegalArgumentException(
          "%s: must have only printable Latin-1 characters".formatted(key));
    }
  }

  static void notBoth(
      String oneKey, @Nullable Object one, String otherKey, @Nullable Object other) {
    if (one != null && other != null) {
      throw new IllegalArgumentException(
          "%s: cannot be combined with %s".formatted(oneKey, otherKey));
    }
  }

  static String field(String key, String field) {
    if (ApiField.of(field).isEmpty()) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is not a field; allowed: %s".formatted(key, field, ApiField.ALL));
    }
    return field;
  }

  /** Checks that there is at least one field, and sorts them so that the JSON is deterministic. */
  static Set<String> fields(String key, @Nullable Set<String> fields) {
    if (fields == null || fields.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: at least one is required; allowed: %s".formatted(key, ApiField.ALL));
    }
    fields.forEach(field -> field(key, field));
    return Collections.unmodifiableSet(new TreeSet<>(fields));
  }

  /** The JSON names of the constants. */
  static String names(Class<?> enumeration) {
    return Arrays.stream(enumeration.getEnumConstants())
        .map(constant -> StrictJson.MAPPER.convertValue(constant, String.class))
        .collect(Collectors.joining(", "));
  }
}
