package net.lumenia.voice.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * Compares the live value of a managed field with the desired one. Ignores keys that the spec does
 * not give.
 */
sealed interface Comparison {

  /** Live shows the desired value. */
  record Equal() implements Comparison {}

  /** Live shows other values, or none, in these parts; never empty. */
  record Different(List<Difference> differences) implements Comparison {}

  /** Live has something unreadable here, so the field can't be compared. */
  record Unreadable(String path, String problem) implements Comparison {}

  static Comparison of(Field field, Value desired, Live<LiveValue> live) {
    if (live instanceof Live.Unreadable<LiveValue>(String path, String problem)) {
      return new Unreadable(path, problem);
    }
    return switch (desired) {
      case Value.Text _, Value.WholeNumber _ -> ofScalar(field, desired, live);
      case Component component -> ofComponent(field, component, live);
      case Value.Fallbacks fallbacks -> ofFallbacks(field, fallbacks, live);
    };
  }

  private static Comparison ofScalar(Field field, Value desired, Live<LiveValue> live) {
    boolean equal = live instanceof Live.Reported<LiveValue>(var value) && value.equals(desired);
    return equal ? new Equal() : different(field, desired, live);
  }

  private static Comparison ofComponent(Field field, Component desired, Live<LiveValue> live) {
    LiveValue.Keys shown = keysOf(desired, live);
    return firstUnreadable(desired, shown)
        .orElseGet(() -> ofDifferences(differingKeys(field, desired, shown)));
  }

  /** Order and length count. An absent list and null equal an empty list. */
  private static Comparison ofFallbacks(
      Field field, Value.Fallbacks desired, Live<LiveValue> live) {
    List<LiveValue.Keys> shown =
        live instanceof Live.Reported<LiveValue>(LiveValue.Items(var items)) ? items : List.of();
    int common = Math.min(shown.size(), desired.items().size());
    Optional<Comparison> unreadable =
        IntStream.range(0, common)
            .mapToObj(i -> firstUnreadable(desired.items().get(i), shown.get(i)))
            .flatMap(Optional::stream)
            .findFirst();
    if (unreadable.isPresent()) {
      return unreadable.get();
    }
    List<Difference> differing =
        IntStream.range(0, common)
            .mapToObj(i -> differingKeys(field, desired.items().get(i), shown.get(i)))
            .flatMap(List::stream)
            .toList();
    if (shown.size() != desired.items().size()) {
      return different(field, desired, live);
    }
    if (differing.stream().anyMatch(Difference::shown)) {
      return new Different(List.of(ofItems(field, desired, live, differing)));
    }
    return ofDifferences(differing.isEmpty() ? List.of() : List.of(notShown(field, desired, live)));
  }

  private static Difference ofItems(
      Field field, Value.Fallbacks desired, Live<LiveValue> live, List<Difference> ofKeys) {
    return Difference.ofField(field, desired, live)
        .withInvisible(
            InvisibleDifference.together(ofKeys.stream().map(Difference::invisible).toList()));
  }

  /** The items show nothing else, but not all of the desired keys. */
  private static Difference notShown(Field field, Value.Fallbacks desired, Live<LiveValue> live) {
    return Difference.ofField(field, desired, live).notShown();
  }

  private static Optional<Comparison> firstUnreadable(Component desired, LiveValue.Keys shown) {
    return desired.keys().keySet().stream()
        .map(shown::key)
        .filter(Live.Unreadable.class::isInstance)
        .map(live -> (Live.Unreadable<String>) live)
        .<Comparison>map(live -> new Unreadable(live.path(), live.problem()))
        .findFirst();
  }

  private static List<Difference> differingKeys(
      Field field, Component desired, LiveValue.Keys shown) {
    return desired.keys().entrySet().stream()
        .filter(key -> !shown.key(key.getKey()).equals(new Live.Reported<>(key.getValue())))
        .map(key -> Difference.ofKey(field, key.getKey(), key.getValue(), shown.key(key.getKey())))
        .toList();
  }

  /** The live keys of a voice or transcriber. If it is null, all of its keys are unset. */
  private static LiveValue.Keys keysOf(Component desired, Live<LiveValue> live) {
    return switch (live) {
      case Live.Reported<LiveValue>(LiveValue.Keys keys) -> keys;
      case Live.Unset<LiveValue> _ -> allUnset(desired);
      default -> LiveValue.Keys.NONE;
    };
  }

  private static LiveValue.Keys allUnset(Component desired) {
    var keys = new LinkedHashMap<String, Live<String>>();
    desired.keys().keySet().forEach(key -> keys.put(key, new Live.Unset<>()));
    return new LiveValue.Keys(keys);
  }

  private static Comparison ofDifferences(List<Difference> differences) {
    return differences.isEmpty() ? new Equal() : new Different(differences);
  }

  private static Comparison different(Field field, Value desired, Live<LiveValue> live) {
    return new Different(List.of(Difference.ofField(field, desired, live)));
  }
}
