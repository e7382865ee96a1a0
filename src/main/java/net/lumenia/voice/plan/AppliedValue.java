package net.lumenia.voice.plan;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Value;

/**
 * The hashes of a desired value that was proven or sent. It tells a change in the spec from drift.
 *
 * @param hashes of a voice or transcriber the {@link Fingerprint} of each key; of any other value
 *     one, as {@link #WHOLE}
 */
public record AppliedValue(Map<String, String> hashes) {

  /** The name of the only hash of a text, a number or a list. */
  public static final String WHOLE = "value";

  /** Nothing was applied. */
  public static final AppliedValue NONE = new AppliedValue(Map.of());

  public AppliedValue {
    hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
  }

  /** The hashes of a value. */
  public static AppliedValue of(Value value) {
    return new AppliedValue(
        value instanceof Component component
            ? component.keys().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, key -> hash(key.getValue())))
            : Map.of(WHOLE, Fingerprint.of(value)));
  }

  /** Whether this was the value of a key of a voice or transcriber. */
  boolean hasKey(String key, String value) {
    return hash(value).equals(hashes.get(key));
  }

  /** All hashes as one text. */
  String text() {
    return hashes.entrySet().stream()
        .map(hash -> hash.getKey() + "=" + hash.getValue())
        .collect(joining(","));
  }

  private static String hash(String text) {
    return Fingerprint.of(new Value.Text(text));
  }
}
