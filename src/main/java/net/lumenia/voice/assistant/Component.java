package net.lumenia.voice.assistant;

import java.util.Optional;
import java.util.SequencedMap;

/** A voice or a transcriber: a few named strings, each of which may be absent, then unmanaged. */
public sealed interface Component extends Value permits Voice, Transcriber {

  String PROVIDER = "provider";

  /** The keys that are given, by their name in the API, in the contract's order. */
  SequencedMap<String, String> keys();

  /** The provider, if it is given. */
  Optional<String> provider();
}
