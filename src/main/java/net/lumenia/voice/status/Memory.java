package net.lumenia.voice.status;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.Fingerprint;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.Leaf;
import net.lumenia.voice.plan.Proof;
import org.jspecify.annotations.Nullable;

/**
 * What the operator remembers in status from one reconcile to the next. Entries that are damaged or
 * name a field that there is not are forgotten, which costs at most one needless PATCH.
 */
public final class Memory {

  private Memory() {}

  /** What the plan needs to know of earlier reconciles. */
  public static History recall(VoiceAssistantStatus status, Instant now) {
    return new History(
        applied(status),
        Set.copyOf(orEmpty(status.unreported())),
        unconverged(status),
        unproven(status, now));
  }

  /** How long the last PATCH has been waiting for its proof; empty if it is proven. */
  public static Optional<Duration> sinceUnprovenPatch(VoiceAssistantStatus status, Instant now) {
    return unproven(status, now).map(History.UnprovenPatch::age);
  }

  private static Map<Field, String> applied(VoiceAssistantStatus status) {
    return byField(orEmpty(status.applied()));
  }

  private static Map<Field, History.Unconverged> unconverged(VoiceAssistantStatus status) {
    var known = new EnumMap<Field, History.Unconverged>(Field.class);
    byField(orEmpty(status.unconverged()))
        .forEach(
            (field, pair) -> {
              if (pair.desired() != null && pair.live() != null) {
                known.put(field, new History.Unconverged(pair.desired(), pair.live()));
              }
            });
    return known;
  }

  private static Optional<History.UnprovenPatch> unproven(
      VoiceAssistantStatus status, Instant now) {
    boolean verifying =
        Conditions.find(status.conditions(), Conditions.READY)
            .filter(ready -> Reason.VERIFYING.text().equals(ready.reason()))
            .isPresent();
    var last = status.lastPatch();
    if (!verifying || last == null) {
      return Optional.empty();
    }
    return time(last.time())
        .map(sent -> new History.UnprovenPatch(fields(last.fields()), Duration.between(sent, now)));
  }

  static Optional<Instant> time(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Set<Field> fields(@Nullable List<String> names) {
    return orEmpty(names).stream()
        .map(Field::ofSpecName)
        .flatMap(Optional::stream)
        .collect(toUnmodifiableSet());
  }

  private static <V> Map<Field, V> byField(Map<String, V> named) {
    var map = new EnumMap<Field, V>(Field.class);
    named.forEach(
        (name, value) -> Field.ofSpecName(name).ifPresent(field -> map.put(field, value)));
    return map;
  }

  /** The fingerprints to remember as applied: of every field that is in sync, or was just sent. */
  static Map<String, String> applied(VoiceAssistantStatus previous, Look look, Set<Field> sent) {
    Map<Field, String> before = applied(previous);
    Set<Field> drifting = drifting(look);
    var applied = new TreeMap<String, String>();
    look.desired()
        .values()
        .forEach(
            (field, value) -> {
              boolean settled = sent.contains(field) || !drifting.contains(field);
              String hash = settled ? Fingerprint.of(value) : before.get(field);
              if (hash != null) {
                applied.put(field.specName(), hash);
              }
            });
    return applied;
  }

  /** The parts to remember as write-only: those that are still not shown. */
  static List<String> writeOnly(VoiceAssistantStatus previous, Look look, Set<String> found) {
    var known = new HashSet<String>(orEmpty(previous.unreported()));
    known.addAll(found);
    known.retainAll(Proof.hidden(look.desired(), look.live()));
    return known.stream().sorted().toList();
  }

  /** The pairs to remember as not converging: those that still stand. */
  static Map<String, VoiceAssistantStatus.Unconverged> unconverged(
      VoiceAssistantStatus previous, Look look, Map<Field, History.Unconverged> found) {
    var known = new EnumMap<Field, History.Unconverged>(Field.class);
    known.putAll(unconverged(previous));
    known.putAll(found);
    known.keySet().retainAll(drifting(look));
    return known.entrySet().stream()
        .filter(entry -> stands(entry.getKey(), entry.getValue(), look))
        .collect(
            toMap(
                entry -> entry.getKey().specName(),
                entry ->
                    new VoiceAssistantStatus.Unconverged(
                        entry.getValue().desired(), entry.getValue().live()),
                (one, _) -> one,
                TreeMap::new));
  }

  private static boolean stands(Field field, History.Unconverged pair, Look look) {
    return look.desired()
            .value(field)
            .filter(value -> Fingerprint.of(value).equals(pair.desired()))
            .isPresent()
        && Fingerprint.of(look.live().field(field)).equals(pair.live());
  }

  private static Set<Field> drifting(Look look) {
    return look.drift().stream().map(Leaf::field).collect(toUnmodifiableSet());
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }

  private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : map;
  }
}
