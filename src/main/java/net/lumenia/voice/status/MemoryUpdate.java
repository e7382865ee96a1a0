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
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.Fingerprint;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.Leaf;
import net.lumenia.voice.plan.Proof;

/** What one look adds to the {@link Memory}, and what of it still stands. */
final class MemoryUpdate {

  private final VoiceAssistantStatus previous;
  private final Look look;
  private final Optional<Outcome.SentPatch> sent;
  private final Map<Field, String> appliedBefore;
  private final Set<Field> drifting;

  MemoryUpdate(VoiceAssistantStatus previous, Look look, Optional<Outcome.SentPatch> sent) {
    this.previous = previous;
    this.look = look;
    this.sent = sent;
    this.appliedBefore = Memory.applied(previous);
    this.drifting = look.drift().stream().map(Leaf::field).collect(toUnmodifiableSet());
  }

  /** The fingerprints of every field that is in sync, or was just sent. */
  Map<String, String> applied() {
    var applied = new TreeMap<String, String>();
    look.desired()
        .values()
        .forEach(
            (field, value) -> {
              boolean settled = isSent(field) || !drifting.contains(field);
              String hash = settled ? Fingerprint.of(value) : appliedBefore.get(field);
              if (hash != null) {
                applied.put(field.specName(), hash);
              }
            });
    return applied;
  }

  private boolean isSent(Field field) {
    return sent.filter(patch -> patch.patch().fields().contains(field)).isPresent();
  }

  /** The parts that the API was seen never to show, as long as it does not. */
  List<String> writeOnly() {
    var known = new HashSet<String>(Memory.orEmpty(previous.unreported()));
    sent.ifPresent(patch -> known.addAll(patch.writeOnly()));
    known.retainAll(Proof.hidden(look.desired(), look.live()));
    return known.stream().sorted().toList();
  }

  /** The fields of the last PATCH that are neither shown nor held back nor desired otherwise. */
  List<String> unproven() {
    Set<Field> fields =
        sent.map(patch -> patch.patch().fields())
            .orElseGet(
                () ->
                    Memory.unprovenFields(previous).stream()
                        .filter(field -> !look.heldBack().contains(field))
                        .filter(this::isDesiredAsBefore)
                        .collect(toUnmodifiableSet()));
    return fields.stream().filter(drifting::contains).sorted().map(Field::specName).toList();
  }

  private boolean isDesiredAsBefore(Field field) {
    return desired(field).equals(Optional.ofNullable(appliedBefore.get(field)));
  }

  /** The fields that were sent twice, each with what live shows now. */
  Map<String, VoiceAssistantStatus.Unconverged> unconverged() {
    var fields = EnumSet.noneOf(Field.class);
    Memory.unconverged(previous).entrySet().stream()
        .filter(entry -> stands(entry.getKey(), entry.getValue()))
        .forEach(entry -> fields.add(entry.getKey()));
    sent.ifPresent(patch -> fields.addAll(patch.lastAttempts()));
    fields.retainAll(drifting);
    return fields.stream()
        .collect(toMap(Field::specName, this::unconverged, (one, _) -> one, TreeMap::new));
  }

  /** A live value that changes while the last PATCH is on its way is what the API made of it. */
  private boolean stands(Field field, History.Unconverged pair) {
    return desired(field).equals(Optional.of(pair.desired()))
        && (live(field).equals(pair.live())
            || look.heldBack().contains(field)
            || Memory.unprovenFields(previous).contains(field));
  }

  private VoiceAssistantStatus.Unconverged unconverged(Field field) {
    return new VoiceAssistantStatus.Unconverged(desired(field).orElseThrow(), live(field));
  }

  private Optional<String> desired(Field field) {
    return look.desired().value(field).map((Value value) -> Fingerprint.of(value));
  }

  private String live(Field field) {
    return Fingerprint.of(look.live().field(field));
  }
}
