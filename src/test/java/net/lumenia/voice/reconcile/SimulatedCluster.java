package net.lumenia.voice.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.lumenia.voice.cluster.RecentStatusWrites;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.ReplacedValues;
import net.lumenia.voice.revision.PatchEffect;
import net.lumenia.voice.revision.RevisionResult;
import net.lumenia.voice.status.Approval;
import net.lumenia.voice.status.Notice;

/** An API server with one VoiceAssistant. Its status is stored as JSON. */
final class SimulatedCluster implements Cluster {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Notice> events = new ArrayList<>();
  private final List<String> revisions = new ArrayList<>();
  private final String name;
  private JsonNode spec;
  private JsonNode status = JSON.createObjectNode();
  private Map<String, String> annotations = Map.of();
  private long generation = 1;
  private long version = 1;
  private int statusWrites;
  private boolean isOperatorKilled;
  private boolean isDeleted;
  private Runnable beforeFreshRead = () -> {};
  private RecentStatusWrites ownWrites = new RecentStatusWrites();

  /** The operator is killed. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  SimulatedCluster(JsonNode spec) {
    this("acme", spec);
  }

  SimulatedCluster(String name, JsonNode spec) {
    this.name = name;
    this.spec = spec;
  }

  /** The resource as it is stored now. Later changes do not change the returned object. */
  VoiceAssistant stored() {
    var resource = new VoiceAssistant();
    var metadata = resource.getMetadata();
    metadata.setNamespace("team");
    metadata.setName(name);
    metadata.setUid("uid-" + name);
    metadata.setCreationTimestamp("2026-10-01T00:00:00Z");
    metadata.setGeneration(generation);
    metadata.setResourceVersion(Long.toString(version));
    metadata.setAnnotations(annotations);
    resource.setSpec(new RawJson(spec));
    resource.setStatus(new RawJson(status));
    return resource;
  }

  /** A user changes the spec. */
  void setSpec(JsonNode changed) {
    if (!changed.equals(spec)) {
      spec = changed;
      generation++;
      version++;
    }
  }

  /** A user annotates the resource. */
  void annotate(Map<String, String> changed) {
    annotations = changed;
    version++;
  }

  /** Another client changes the status. */
  void setStatus(JsonNode changed) {
    status = changed;
    version++;
  }

  void delete() {
    isDeleted = true;
  }

  /** Something happens between the cached read and the fresh one. */
  void beforeFreshRead(Runnable happens) {
    beforeFreshRead = happens;
  }

  /** A new operator starts, which knows nothing of earlier writes. */
  RecentStatusWrites restartOperator() {
    ownWrites = new RecentStatusWrites();
    return ownWrites;
  }

  /** Kills the operator at its next status write. */
  void killAtStatusWrite(boolean isKilled) {
    isOperatorKilled = isKilled;
  }

  @Override
  public FreshRead.Found readFresh(VoiceAssistant cached, Optional<Prompt.Source> prompt) {
    beforeFreshRead.run();
    return new FreshRead.Found(
        isDeleted ? Optional.empty() : Optional.of(stored()), true, () -> true);
  }

  @Override
  public RevisionResult keepRevision(
      VoiceAssistant resource,
      ReplacedValues values,
      int historyLimit,
      Optional<Approval> approval) {
    String revision = name + "-" + (revisions.size() + 1);
    revisions.add(revision);
    return new RevisionResult.Stored(
        resource, revision, revisions.size(), true, Optional.empty(), List.of(), historyLimit);
  }

  @Override
  public void settleRevision(RevisionResult kept, PatchEffect effect) {
    if (effect == PatchEffect.NONE
        && kept instanceof RevisionResult.Stored revision
        && revision.isNew()) {
      revisions.remove(revision.name());
    }
  }

  @Override
  public StatusWriter.Written writeStatus(
      VoiceAssistant resource, UnaryOperator<VoiceAssistantStatus> next) {
    if (isOperatorKilled) {
      throw new Killed();
    }
    JsonNode after = json(next.apply(stored().decodeStatus()));
    if (!after.equals(status)) {
      setStatus(after);
      statusWrites++;
      ownWrites.recordWrite(stored());
    }
    return new StatusWriter.Written.Done();
  }

  @Override
  public void record(VoiceAssistant resource, Notice notice) {
    events.add(notice);
  }

  JsonNode status() {
    return status;
  }

  int statusWrites() {
    return statusWrites;
  }

  /** The kept revisions, by name. */
  List<String> revisions() {
    return revisions;
  }

  List<Notice> events() {
    return events;
  }

  private static JsonNode json(VoiceAssistantStatus status) {
    try {
      return JSON.readTree(JSON.writeValueAsString(status));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
