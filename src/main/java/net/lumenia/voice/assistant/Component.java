package net.lumenia.voice.assistant;

import java.util.Optional;
import java.util.SequencedMap;

/** A voice or a transcriber: named strings. An absent one is not managed. */
public sealed interface Component extends Value permits Voice, Transcriber {

  String PROVIDER = "provider";

  /** Which of the two it is. */
  ComponentType type();

  /** The given keys by their names in the API, in the order of {@link ComponentType#keys()}. */
  SequencedMap<String, String> keys();

  /** The provider, if it is given. */
  Optional<String> provider();
}
