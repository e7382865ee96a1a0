package net.lumenia.voice.assistant;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A transcriber. Without {@code provider}, only the other given keys are managed. */
public record Transcriber(
    Optional<String> provider, Optional<String> model, Optional<String> language)
    implements Component {

  /** The names of all keys of a transcriber in the API. */
  public static final List<String> KEYS = List.of(PROVIDER, "model", "language");

  @Override
  public ComponentType type() {
    return ComponentType.TRANSCRIBER;
  }

  @Override
  public SequencedMap<String, String> keys() {
    return type().present(List.of(provider, model, language));
  }
}
