package net.lumenia.voice.status;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.Fingerprint;
import net.lumenia.voice.plan.History.Unconverged;
import net.lumenia.voice.plan.Proof;

/** Updates the {@link Memory} after a check. */
final class MemoryUpdate {

  private final VoiceAssistantStatus previous;
  private final CheckReport report;
  private final Optional<ReconcileResult.SentPatch> sent;
  private final Map<Field, String> appliedBefore;
  private final Set<Field> drifting;

  MemoryUpdate(
      VoiceAssistantStatus previous, CheckReport report, Optional<ReconcileResult.SentPatch> sent) {
    this.previous = previous;
    this.report = report;
    this.sent = sent;
    this.appliedBefore = Memory.applied(previous);
    this.drifting = report.drift().stream().map(Difference::field).collect(toUnmodifiableSet());
  }

  /** The fingerprint of every field that is in sync, was in sync until the PATCH, or was sent. */
  Map<String, String> applied() {
    var applied = new TreeMap<String, String>();
    report
        .desired()
        .values()
        .forEach(
            (field, value) -> {
              boolean isApplied = isConcerned(field) || !drifting.contains(field);
              String hash = isApplied ? Fingerprint.of(value) : appliedBefore.get(field);
              if (hash != null) {
                applied.put(field.specName(), hash);
              }
            });
    return applied;
  }

  private boolean isSent(Field field) {
    return sent.filter(patch -> patch.patch().fields().contains(field)).isPresent();
  }

  private boolean isSideEffect(Field field) {
    return sent.filter(patch -> patch.sideEffects().contains(field)).isPresent();
  }

  private boolean isConcerned(Field field) {
    return isSent(field) || isSideEffect(field);
  }

  /** The parts that the API does not report, as long as it does not. */
  List<String> writeOnly() {
    var known = new HashSet<String>(Memory.orEmpty(previous.unreported()));
    sent.ifPresent(patch -> known.addAll(patch.writeOnly()));
    known.retainAll(Proof.hidden(report.desired(), report.live()));
    return known.stream().sorted().toList();
  }

  /**
   * The fields of the last PATCH and of its side effects that still differ. Fields that are held
   * back or have a new desired value do not count.
   */
  List<String> unproven() {
    return drifting.stream()
        .filter(sent.isPresent() ? this::isConcerned : this::isStillUnproven)
        .sorted()
        .map(Field::specName)
        .toList();
  }

  private boolean isStillUnproven(Field field) {
    return Memory.unprovenFields(previous).contains(field)
        && !report.heldBack().contains(field)
        && !report.tolerated().contains(field)
        && isDesiredAsBefore(field);
  }

  /**
   * Hashes of the live values that the unproven fields had before the first PATCH with their
   * desired values. For a side effect, the hash of what the PATCH made of the field.
   */
  Map<String, String> replaced() {
    var replaced = new TreeMap<String, String>();
    Map<Field, String> known = Memory.replaced(previous);
    for (String name : unproven()) {
      Field field = Field.ofSpecName(name).orElseThrow();
      if (isSideEffect(field)) {
        replaced.put(name, live(field));
      } else {
        Optional.ofNullable(isSent(field) && !isLastAttempt(field) ? null : known.get(field))
            .or(() -> sent.map(patch -> fingerprint(field, patch.before())))
            .ifPresent(hash -> replaced.put(name, hash));
      }
    }
    return replaced;
  }

  private boolean isLastAttempt(Field field) {
    return sent.filter(patch -> patch.lastAttempts().contains(field)).isPresent();
  }

  private boolean isDesiredAsBefore(Field field) {
    return desired(field).equals(Optional.ofNullable(appliedBefore.get(field)));
  }

  /** The fields that are not sent again, each with a hash of its live value. */
  Map<String, VoiceAssistantStatus.Unconverged> unconverged() {
    var fields = EnumSet.noneOf(Field.class);
    Memory.unconverged(previous).entrySet().stream()
        .filter(entry -> isStillUnconverged(entry.getKey(), entry.getValue()))
        .forEach(entry -> fields.add(entry.getKey()));
    sent.ifPresent(patch -> fields.addAll(patch.lastAttempts()));
    sent.ifPresent(patch -> fields.addAll(patch.counterEffects()));
    fields.retainAll(drifting);
    return fields.stream()
        .collect(toMap(Field::specName, this::unconverged, (one, _) -> one, TreeMap::new));
  }

  /**
   * A live value that changes while the last PATCH is unproven is what the API made of the PATCH.
   */
  private boolean isStillUnconverged(Field field, Unconverged pair) {
    return desired(field).equals(Optional.of(pair.desired()))
        && (pair.unseen()
            || live(field).equals(pair.live())
            || saysNothingNew(field, pair)
            || report.heldBack().contains(field)
            || Memory.unprovenFields(previous).contains(field));
  }

  private VoiceAssistantStatus.Unconverged unconverged(Field field) {
    String shown = live(field);
    Optional<Unconverged> known =
        Optional.ofNullable(Memory.unconverged(previous).get(field))
            .filter(_ -> !isLastAttempt(field));
    String live =
        known.filter(pair -> saysNothingNew(field, pair)).map(Unconverged::live).orElse(shown);
    boolean unseen =
        known
            .map(pair -> pair.unseen() && pair.live().equals(live))
            .orElseGet(
                () -> !isSideEffect(field) && shown.equals(replaced().get(field.specName())));
    return new VoiceAssistantStatus.Unconverged(
        desired(field).orElseThrow(), live, unseen ? true : null);
  }

  /** An unreported value says nothing new, and neither does a stale read. */
  private boolean saysNothingNew(Field field, Unconverged pair) {
    return report.live().field(field) instanceof Live.Unreported<LiveValue>
        || (!pair.unseen() && live(field).equals(Memory.replaced(previous).get(field)));
  }

  private Optional<String> desired(Field field) {
    return report.desired().value(field).map((Value value) -> Fingerprint.of(value));
  }

  private String live(Field field) {
    return fingerprint(field, report.live());
  }

  private String fingerprint(Field field, LiveAssistant live) {
    return Fingerprint.of(report.desired().value(field).orElseThrow(), live.field(field));
  }
}
