package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The two types of {@link Component}. */
public enum ComponentType {
  VOICE("voice"),
  TRANSCRIBER("transcriber");

  private final String label;

  ComponentType(String label) {
    this.label = label;
  }

  /** The type as messages name it, such as {@code voice}. */
  public String label() {
    return label;
  }

  /** The names of all keys in the API, {@code provider} first. */
  public List<String> keys() {
    return switch (this) {
      case VOICE -> Voice.KEYS;
      case TRANSCRIBER -> Transcriber.KEYS;
    };
  }

  /** The component with these keys. A missing key is not managed; unknown keys are ignored. */
  public Component of(Map<String, String> values) {
    Optional<String> provider = Optional.ofNullable(values.get(Component.PROVIDER));
    Optional<String> model = Optional.ofNullable(values.get("model"));
    return switch (this) {
      case VOICE -> new Voice(provider, Optional.ofNullable(values.get("voiceId")), model);
      case TRANSCRIBER ->
          new Transcriber(provider, model, Optional.ofNullable(values.get("language")));
    };
  }

  /** The keys that have a value. The values are in the order of {@link #keys()}. */
  SequencedMap<String, String> present(List<Optional<String>> values) {
    var present = new LinkedHashMap<String, String>();
    for (int i = 0; i < values.size(); i++) {
      String key = keys().get(i);
      values.get(i).ifPresent(value -> present.put(key, value));
    }
    return Collections.unmodifiableSequencedMap(present);
  }
}
