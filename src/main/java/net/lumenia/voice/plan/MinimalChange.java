package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Value;

/** The smallest part of a desired value that makes live equal to it. */
final class MinimalChange {

  private MinimalChange() {}

  /**
   * A text, a number and a fallback list are sent whole: "Fallback arrays are REPLACE, not merge."
   * A voice or transcriber whose provider changes is sent whole, too: "The server will not carry
   * over voiceId / model / language from the existing assistant when you change provider".
   * Otherwise only the keys that differ are sent, without the provider.
   *
   * @param notEqual the parts that live does not show as desired. A provider among them may have
   *     changed together with the rest, also if the API never shows it
   * @param differences those of them that have to be sent
   */
  static Value of(
      Field field, Value desired, List<Difference> notEqual, List<Difference> differences) {
    String provider = field.specName() + "." + Component.PROVIDER;
    if (!(desired instanceof Component component)
        || notEqual.stream().map(Difference::path).anyMatch(provider::equals)) {
      return desired;
    }
    Set<String> paths = differences.stream().map(Difference::path).collect(toUnmodifiableSet());
    var keys = new LinkedHashMap<>(component.keys());
    keys.keySet()
        .removeIf(
            key -> key.equals(Component.PROVIDER) || !paths.contains(field.specName() + "." + key));
    return component.type().of(keys);
  }
}
