package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AppliedValue;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * Decides whether a live value is foreign: present, and not known to be the applied value. Status
 * has only the hash of the applied value, so this compares the hash of the live one.
 */
record OverwriteCheck(Field field, Value desired, AppliedValue applied) {

  /**
   * Whether sending the field overwrites a foreign value. Does not check the second attempt of a
   * PATCH, because the first one was checked.
   */
  boolean isForeign(Live<LiveValue> live, FieldPlan.Send send) {
    return !send.lastAttempt()
        && live instanceof Live.Reported<LiveValue>(LiveValue shown)
        && isForeign(shown, send.part());
  }

  private boolean isForeign(LiveValue shown, Value part) {
    return switch (shown) {
      case Value.Text text -> !wasApplied(text);
      case Value.WholeNumber number -> !wasApplied(number);
      case LiveValue.Items(List<LiveValue.Keys> items) ->
          !items.isEmpty()
              && !wasApplied(new Value.Fallbacks(items.stream().map(this::item).toList()));
      case LiveValue.Keys keys ->
          overwritten(keys, part).stream().anyMatch(key -> !wasApplied(keys, key));
    };
  }

  private boolean wasApplied(Value value) {
    return applied.equals(AppliedValue.of(value));
  }

  private Component item(LiveValue.Keys shown) {
    var keys = new LinkedHashMap<String, String>();
    type().keys().forEach(name -> reported(shown, name).ifPresent(value -> keys.put(name, value)));
    return type().of(keys);
  }

  /**
   * The keys whose live values the PATCH replaces; with a provider, it replaces the whole
   * component.
   */
  private Set<String> overwritten(LiveValue.Keys shown, Value part) {
    Map<String, String> sent = part instanceof Component component ? component.keys() : Map.of();
    Map<String, String> given = desired instanceof Component whole ? whole.keys() : Map.of();
    return shown.keys().entrySet().stream()
        .filter(key -> sent.containsKey(Component.PROVIDER) || sent.containsKey(key.getKey()))
        .filter(key -> isValue(key.getValue()))
        .filter(
            key ->
                !Optional.ofNullable(given.get(key.getKey())).equals(reported(shown, key.getKey())))
        .map(Map.Entry::getKey)
        .collect(toUnmodifiableSet());
  }

  private static boolean isValue(Live<String> key) {
    return key instanceof Live.Reported<String> || key instanceof Live.Unreadable<String>;
  }

  private boolean wasApplied(LiveValue.Keys shown, String key) {
    return reported(shown, key).filter(value -> applied.hasKey(key, value)).isPresent();
  }

  private static Optional<String> reported(LiveValue.Keys shown, String name) {
    return shown.key(name) instanceof Live.Reported<String>(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private ComponentType type() {
    return field.type().component().orElseThrow();
  }
}
