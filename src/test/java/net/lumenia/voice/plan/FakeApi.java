package net.lumenia.voice.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.lumenia.voice.assistant.LiveAssistant;

/** {@link ContractModel} with the habits of a real API: it normalises, hides, lags and fails. */
final class FakeApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> patches = new ArrayList<>();
  private final Set<String> hidden = new HashSet<>();
  private ObjectNode stored;
  private final List<Version> versions = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private Duration lag = Duration.ZERO;
  private UnaryOperator<String> texts = UnaryOperator.identity();
  private final Set<String> ignored = new HashSet<>();
  private boolean repeating;
  private boolean answersAreLost;
  private int failingGets;
  private final List<Instant> patchTimes = new ArrayList<>();
  private Optional<String> theirs = Optional.empty();
  private Duration theirDelay = Duration.ZERO;
  private int failingPatches;
  private final Map<String, String> sideEffects = new TreeMap<>();
  private boolean telling;

  /** What it stores from this moment on. */
  private record Version(Instant since, ObjectNode assistant) {}

  FakeApi(String assistant) {
    stored = parse(assistant);
    versions.add(new Version(Instant.MIN, stored));
  }

  /** Never shows this field, or key of a voice. */
  FakeApi hiding(String... paths) {
    hidden.addAll(List.of(paths));
    return this;
  }

  FakeApi showingAll() {
    hidden.clear();
    return this;
  }

  /** Takes this field and stores nothing. */
  FakeApi ignoring(String field) {
    ignored.add(field);
    return this;
  }

  FakeApi normalising(UnaryOperator<String> texts) {
    this.texts = texts;
    return this;
  }

  /** Shows what it stored so long ago; a change outside is shown at once. */
  FakeApi lagging(Duration lag) {
    this.lag = lag;
    return this;
  }

  /** Another writer changes it back, so long after every PATCH. */
  FakeApi reverted(String theirs, Duration delay) {
    this.theirs = Optional.of(theirs);
    this.theirDelay = delay;
    return this;
  }

  /** Whoever sends this field has other fields changed, too. */
  FakeApi changing(String whenSent, String others) {
    sideEffects.put(whenSent, others);
    return this;
  }

  /** Answers to a PATCH with all that it shows. */
  FakeApi telling() {
    telling = true;
    return this;
  }

  /** The other writer stops. */
  FakeApi leftAlone() {
    theirs = Optional.empty();
    return this;
  }

  /** Answers to a PATCH with what was sent. */
  FakeApi repeating() {
    repeating = true;
    return this;
  }

  /** A PATCH that fails has been applied all the same. */
  FakeApi losingAnswers() {
    return losingAnswers(true);
  }

  FakeApi losingAnswers(boolean lost) {
    answersAreLost = lost;
    return this;
  }

  FakeApi failNextGets(int count) {
    failingGets = count;
    return this;
  }

  FakeApi failNextPatches(int count) {
    failingPatches = count;
    return this;
  }

  void clock(Instant now) {
    this.now = now;
    if (patchTimes.isEmpty() || !now.isBefore(patchTimes.getLast().plus(theirDelay))) {
      theirs.ifPresent(this::changeOutside);
    }
  }

  Instant now() {
    return now;
  }

  /** Somebody else's change. */
  void changeOutside(String patch) {
    stored = ContractModel.apply(stored, parse(patch));
    versions.clear();
    versions.add(new Version(Instant.MIN, stored));
  }

  /** Somebody else's change, whatever the contract says of it. */
  void become(String fields) {
    stored = stored.deepCopy().setAll(parse(fields));
    versions.clear();
    versions.add(new Version(Instant.MIN, stored));
  }

  Optional<LiveAssistant> get() {
    if (failingGets > 0) {
      failingGets--;
      return Optional.empty();
    }
    Instant replica = now.minus(lag);
    ObjectNode shown =
        versions.stream()
            .filter(version -> !version.since().isAfter(replica))
            .reduce((_, later) -> later)
            .orElseThrow()
            .assistant()
            .deepCopy();
    for (String path : hidden) {
      String[] keys = path.split("\\.", 2);
      if (keys.length == 1) {
        shown.remove(path);
      } else if (shown.path(keys[0]) instanceof ObjectNode object) {
        object.remove(keys[1]);
      }
    }
    return Optional.of(Readings.live(shown));
  }

  /** What it answers to a PATCH: what was sent, or nothing. */
  LiveAssistant answer(String body) {
    if (telling) {
      return Readings.live(stored);
    }
    return repeating ? Readings.live(parse(body)) : new LiveAssistant(Map.of());
  }

  /** Whether it took the PATCH. */
  boolean patch(String body) {
    patches.add(body);
    patchTimes.add(now);
    if (failingPatches > 0 && !answersAreLost) {
      failingPatches--;
      return false;
    }
    ObjectNode accepted = normalised(parse(body));
    stored = accepted.isEmpty() ? stored : ContractModel.apply(stored, accepted);
    sideEffects.forEach(
        (field, others) ->
            stored = accepted.has(field) ? ContractModel.apply(stored, parse(others)) : stored);
    versions.add(new Version(now, stored));
    if (failingPatches > 0) {
      failingPatches--;
      return false;
    }
    return true;
  }

  private ObjectNode normalised(ObjectNode body) {
    body.remove(ignored);
    if (body.has("prompt")) {
      body.put("prompt", texts.apply(body.path("prompt").asText()));
    }
    return body;
  }

  /** When each of the PATCHes came. */
  List<Instant> patchTimes() {
    return patchTimes;
  }

  List<String> patches() {
    return patches;
  }

  ObjectNode stored() {
    return stored;
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
