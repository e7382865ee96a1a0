package net.lumenia.voice.assistant;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A voice. Without {@code provider}, only the other given keys are managed. */
public record Voice(Optional<String> provider, Optional<String> voiceId, Optional<String> model)
    implements Component {

  /** The names of all keys of a voice in the API. */
  public static final List<String> KEYS = List.of(PROVIDER, "voiceId", "model");

  @Override
  public ComponentType type() {
    return ComponentType.VOICE;
  }

  @Override
  public SequencedMap<String, String> keys() {
    return type().present(List.of(provider, voiceId, model));
  }
}
