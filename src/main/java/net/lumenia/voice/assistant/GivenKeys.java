package net.lumenia.voice.assistant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The keys that have a value, in order. */
final class GivenKeys {

  private GivenKeys() {}

  static SequencedMap<String, String> of(List<String> names, List<Optional<String>> values) {
    var given = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      values.get(i).ifPresent(value -> given.put(name, value));
    }
    return Collections.unmodifiableSequencedMap(given);
  }
}
