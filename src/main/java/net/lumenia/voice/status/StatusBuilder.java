package net.lumenia.voice.status;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.AssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.crd.VoiceAssistantStatus.FieldStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.LastPatch;
import net.lumenia.voice.crd.VoiceAssistantStatus.PlanStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Summary;
import org.jspecify.annotations.Nullable;

/**
 * Builds the status of a VoiceAssistant from a previous one: what is not set stays. Status leaves
 * out empty memories, but shows an empty drift list.
 */
final class StatusBuilder {

  private @Nullable Long observedGeneration;
  private @Nullable String workspaceSlug;
  private @Nullable List<Condition> conditions;
  private @Nullable Summary summary;
  private @Nullable AssistantStatus assistant;
  private @Nullable List<DriftEntry> drift;
  private @Nullable PlanStatus plan;
  private @Nullable LastPatch lastPatch;
  private @Nullable Map<String, FieldStatus> fields;
  private @Nullable String lastHandledReconcileAt;
  private @Nullable String lastVerifiedTime;

  private StatusBuilder(VoiceAssistantStatus status) {
    observedGeneration = status.observedGeneration();
    workspaceSlug = status.workspaceSlug();
    conditions = status.conditions();
    summary = status.summary();
    assistant = status.assistant();
    drift = status.drift();
    plan = status.plan();
    lastPatch = status.lastPatch();
    fields = status.fields();
    lastHandledReconcileAt = status.lastHandledReconcileAt();
    lastVerifiedTime = status.lastVerifiedTime();
  }

  static StatusBuilder from(VoiceAssistantStatus status) {
    return new StatusBuilder(status);
  }

  StatusBuilder observedGeneration(long generation) {
    observedGeneration = generation;
    return this;
  }

  StatusBuilder workspaceSlug(@Nullable String slug) {
    workspaceSlug = slug;
    return this;
  }

  StatusBuilder conditions(List<Condition> list) {
    conditions = list;
    return this;
  }

  StatusBuilder summary(Summary columns) {
    summary = columns;
    return this;
  }

  StatusBuilder assistant(AssistantStatus live) {
    assistant = live;
    return this;
  }

  StatusBuilder drift(List<DriftEntry> entries) {
    drift = entries;
    return this;
  }

  StatusBuilder plan(@Nullable PlanStatus waiting) {
    plan = waiting;
    return this;
  }

  StatusBuilder lastPatch(@Nullable LastPatch patch) {
    lastPatch = patch;
    return this;
  }

  StatusBuilder fields(Map<Field, FieldMemory> memories) {
    var named = new TreeMap<String, FieldStatus>();
    memories.forEach((field, memory) -> named.put(field.specName(), memory.toStatus(field)));
    fields = nullIfEmpty(named);
    return this;
  }

  StatusBuilder lastHandledReconcileAt(String request) {
    lastHandledReconcileAt = request;
    return this;
  }

  StatusBuilder lastVerifiedTime(@Nullable String time) {
    lastVerifiedTime = time;
    return this;
  }

  VoiceAssistantStatus build() {
    return new VoiceAssistantStatus(
        observedGeneration,
        workspaceSlug,
        conditions,
        summary,
        assistant,
        drift,
        plan,
        lastPatch,
        fields,
        lastHandledReconcileAt,
        lastVerifiedTime);
  }

  static <T> @Nullable List<T> nullIfEmpty(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  static <V> @Nullable Map<String, V> nullIfEmpty(Map<String, V> map) {
    return map.isEmpty() ? null : map;
  }
}
