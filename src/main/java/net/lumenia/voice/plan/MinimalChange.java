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
   * Texts, numbers and fallback lists are sent whole, because the API replaces them. A voice or
   * transcriber whose provider changes is sent whole, because the API drops its other keys.
   * Otherwise only the keys that differ are sent, without the provider.
   *
   * @param notEqual the parts that live does not show as desired. If the provider is among them it
   *     may have changed, even if the API never shows it
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
