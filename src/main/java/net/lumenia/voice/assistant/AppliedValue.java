package net.lumenia.voice.assistant;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hashes of a desired value that was proven or sent. It tells a change in the spec from drift.
 * Equal values have equal hashes, and different ones of the same field different hashes, except for
 * collisions ({@link Digest}). A collision harms only the resource of the user who made it: its
 * change counts as sent.
 *
 * @param hashes of a voice or transcriber one for each key; of any other value one, as {@link
 *     #WHOLE}
 */
public record AppliedValue(Map<String, String> hashes) {

  /** The name of the only hash of a text, a number or a list. */
  public static final String WHOLE = "value";

  /** Nothing was applied. */
  public static final AppliedValue NONE = new AppliedValue(Map.of());

  public AppliedValue {
    hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
  }

  /** The hashes of a value. {@link AssistantConfig#applied} makes them only once. */
  public static AppliedValue of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> whole(text);
      case Value.WholeNumber(long id) -> whole(Long.toString(id));
      case Value.Fallbacks(var items) ->
          whole(items.stream().map(AppliedValue::canonical).collect(joining("\n")));
      case Component component -> {
        var hashes = new TreeMap<String, String>();
        component.keys().forEach((key, text) -> hashes.put(key, Digest.of(text)));
        yield new AppliedValue(hashes);
      }
    };
  }

  private static AppliedValue whole(String text) {
    return new AppliedValue(Map.of(WHOLE, Digest.of(text)));
  }

  /** With lengths, so that no text can look like two keys. */
  private static String canonical(Component item) {
    return item.keys().entrySet().stream()
        .map(key -> key.getKey() + ":" + key.getValue().length() + ":" + key.getValue())
        .collect(joining(",", "{", "}"));
  }

  /** Whether this was the value of a key of a voice or transcriber. */
  public boolean hasKey(String key, String value) {
    return Digest.of(value).equals(hashes.get(key));
  }

  /** All hashes as one text. */
  public String text() {
    return hashes.entrySet().stream()
        .map(hash -> hash.getKey() + "=" + hash.getValue())
        .collect(joining(","));
  }
}
