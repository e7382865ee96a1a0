package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A value of one {@link Field} as the API shows it. */
public sealed interface LiveValue
    permits Value.Text, Value.WholeNumber, LiveValue.Keys, LiveValue.Items {

  /**
   * A voice or a transcriber, without the keys that this program does not know: only keys that a
   * spec can have are compared.
   *
   * @param keys the known keys that the response mentions; a missing one is unreported
   */
  record Keys(SequencedMap<String, Live<String>> keys) implements LiveValue {

    /** An object without known keys. */
    public static final Keys NONE = new Keys(new LinkedHashMap<>());

    public Keys {
      keys = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(keys));
    }

    /** What the response says about a key. */
    public Live<String> key(String name) {
      return keys.getOrDefault(name, new Live.Unreported<>());
    }
  }

  /** A fallback list, in order. */
  record Items(List<Keys> items) implements LiveValue {
    public Items {
      items = List.copyOf(items);
    }
  }
}
