package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.NumberLookup;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.numbers.NumberResult;
import net.lumenia.voice.plan.ContractModel;
import net.lumenia.voice.plan.Readings;

/** {@link ContractModel} with the habits of a real API: it normalizes, hides, lags and fails. */
final class SimulatedApi implements AssistantApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ApiFailure TIMEOUT = new ApiFailure.Timeout("the API did not answer");
  private static final CatalogState NO_CATALOG =
      new CatalogState.Unavailable(new ApiFailure.NotFound("there is no catalog"), true);

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
  private Optional<String> reverting = Optional.empty();
  private Duration revertDelay = Duration.ZERO;
  private int failingPatches;
  private Function<ObjectNode, Optional<String>> rejecting = _ -> Optional.empty();
  private final Map<String, String> sideEffects = new TreeMap<>();
  private boolean answersAll;
  private int closed;
  private int gets;
  private LiveAssistant lastShown = new LiveAssistant(Map.of());
  private Consumer<ProposedPatch> sending = _ -> {};
  private Optional<Instant> provisioned = Optional.of(Instant.MIN);
  private final List<String> posts = new ArrayList<>();
  private final Set<String> ignoredAtCreation = new HashSet<>();
  private int failingPosts;
  private Optional<String> createdByAnother = Optional.empty();
  private Optional<PhoneNumbers> numbers = Optional.empty();

  /** What it stores from this moment on. */
  private record Version(Instant since, ObjectNode assistant) {}

  SimulatedApi(String assistant) {
    stored = parse(assistant);
    versions.add(new Version(Instant.MIN, stored));
  }

  /** The workspace has no voice integration. */
  SimulatedApi notProvisioned() {
    provisioned = Optional.empty();
    return this;
  }

  /** Creates voice integrations without these fields. */
  SimulatedApi ignoringAtCreation(String... fields) {
    ignoredAtCreation.addAll(List.of(fields));
    return this;
  }

  SimulatedApi failNextPosts(int count) {
    failingPosts = count;
    return this;
  }

  /** Another client creates a voice integration with these fields between a GET and the POST. */
  SimulatedApi createdBeforeNextPost(String fields) {
    createdByAnother = Optional.of(fields);
    return this;
  }

  /** The account's numbers; by default their list can't be read. */
  SimulatedApi withNumbers(ListedNumber... listed) {
    numbers = Optional.of(new PhoneNumbers(List.of(listed), Optional.empty()));
    return this;
  }

  /** The list of numbers can't be read. */
  SimulatedApi withoutNumbers() {
    numbers = Optional.empty();
    return this;
  }

  /** The bodies of the POSTs. */
  List<String> posts() {
    return posts;
  }

  /** Never shows this field, or key of a voice. */
  SimulatedApi hiding(String... paths) {
    hidden.addAll(List.of(paths));
    return this;
  }

  SimulatedApi showingAll() {
    hidden.clear();
    return this;
  }

  /** Accepts this field and stores nothing. */
  SimulatedApi ignoring(String field) {
    ignored.add(field);
    return this;
  }

  SimulatedApi ignoringNothing() {
    ignored.clear();
    return this;
  }

  SimulatedApi normalizing(UnaryOperator<String> texts) {
    this.texts = texts;
    return this;
  }

  /** Shows what it stored this long ago; a change by another writer is shown at once. */
  SimulatedApi lagging(Duration lag) {
    this.lag = lag;
    return this;
  }

  /** Another writer reverts every PATCH after a delay. */
  SimulatedApi reverted(String values, Duration delay) {
    reverting = Optional.of(values);
    this.revertDelay = delay;
    return this;
  }

  /** A PATCH of this field changes other fields, too. */
  SimulatedApi changing(String whenSent, String others) {
    sideEffects.put(whenSent, others);
    return this;
  }

  /** Answers a PATCH with the whole assistant. */
  SimulatedApi answeringAll() {
    answersAll = true;
    return this;
  }

  /** The other writer stops. */
  SimulatedApi leftAlone() {
    reverting = Optional.empty();
    return this;
  }

  /** Answers a PATCH with what was sent. */
  SimulatedApi repeating() {
    repeating = true;
    return this;
  }

  /** A PATCH that fails is applied all the same. */
  SimulatedApi losingAnswers() {
    return losingAnswers(true);
  }

  SimulatedApi losingAnswers(boolean lost) {
    answersAreLost = lost;
    return this;
  }

  SimulatedApi failNextGets(int count) {
    failingGets = count;
    return this;
  }

  SimulatedApi failNextPatches(int count) {
    failingPatches = count;
    return this;
  }

  /**
   * Rejects PATCHes.
   *
   * @param rule why it rejects a body; empty if it does not
   */
  SimulatedApi rejecting(Function<ObjectNode, Optional<String>> rule) {
    rejecting = rule;
    return this;
  }

  void setTime(Instant now) {
    this.now = now;
    if (patchTimes.isEmpty() || !now.isBefore(patchTimes.getLast().plus(revertDelay))) {
      reverting.ifPresent(this::edit);
    }
  }

  Instant now() {
    return now;
  }

  /** Another writer changes it. */
  void edit(String patch) {
    stored = ContractModel.apply(stored, parse(patch));
    versions.clear();
    versions.add(new Version(Instant.MIN, stored));
  }

  /** Another writer sets these fields, regardless of the contract. */
  void overwrite(String fields) {
    stored = stored.deepCopy().setAll(parse(fields));
    versions.clear();
    versions.add(new Version(Instant.MIN, stored));
  }

  /**
   * Calls a listener before every PATCH.
   *
   * @param listener gets the PATCH and what the last GET before it showed
   */
  SimulatedApi beforeEachPatch(Consumer<ProposedPatch> listener) {
    sending = listener;
    return this;
  }

  @Override
  public ApiResult<LiveAssistant> get() {
    gets++;
    if (failingGets > 0) {
      failingGets--;
      return new ApiResult.Failure<>(TIMEOUT);
    }
    if (provisioned.filter(since -> !since.isAfter(now.minus(lag))).isEmpty()) {
      return new ApiResult.Failure<>(new ApiFailure.NotProvisioned("no voice integration"));
    }
    lastShown = shown();
    return new ApiResult.Success<>(lastShown);
  }

  private LiveAssistant shown() {
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
    return Readings.live(shown);
  }

  @Override
  public ApiResult<LiveAssistant> patch(String body, BooleanSupplier fence) {
    sending.accept(new ProposedPatch(body, lastShown));
    assertThat(fence.getAsBoolean()).isTrue();
    Optional<String> rejection = rejecting.apply(parse(body));
    if (rejection.isPresent()) {
      patches.add(body);
      patchTimes.add(now);
      return new ApiResult.Failure<>(new ApiFailure.Rejected(400, rejection.get()));
    }
    return take(body) ? new ApiResult.Success<>(answer(body)) : new ApiResult.Failure<>(TIMEOUT);
  }

  @Override
  public ApiResult<LiveAssistant> provision(String body, BooleanSupplier fence) {
    assertThat(fence.getAsBoolean()).isTrue();
    posts.add(body);
    createdByAnother.ifPresent(fields -> create(parse(fields)));
    createdByAnother = Optional.empty();
    if (provisioned.isPresent()) {
      return new ApiResult.Failure<>(new ApiFailure.Rejected(400, "already provisioned"));
    }
    Optional<String> rejection = rejecting.apply(parse(body));
    if (rejection.isPresent()) {
      return new ApiResult.Failure<>(new ApiFailure.Rejected(400, rejection.get()));
    }
    boolean fails = failingPosts > 0;
    failingPosts = Math.max(0, failingPosts - 1);
    if (!fails || answersAreLost) {
      create(parse(body));
    }
    return fails ? new ApiResult.Failure<>(TIMEOUT) : new ApiResult.Success<>(answer(body));
  }

  private void create(ObjectNode assistant) {
    assistant.remove(ignoredAtCreation);
    stored = assistant;
    versions.clear();
    versions.add(new Version(Instant.MIN, stored));
    provisioned = Optional.of(now);
  }

  @Override
  public CatalogState catalog() {
    return NO_CATALOG;
  }

  @Override
  public CatalogState newerCatalog() {
    return NO_CATALOG;
  }

  @Override
  public NumberResult phoneNumber(PhoneNumber number) {
    if (numbers.isEmpty()) {
      return new NumberResult.Failed(TIMEOUT);
    }
    PhoneNumbers all = numbers.get();
    return switch (all.find(number)) {
      case NumberLookup.Found(ListedNumber row) -> new NumberResult.Resolved(row, all);
      case NumberLookup other -> new NumberResult.Unresolved(other, all);
    };
  }

  @Override
  public void close() {
    closed++;
  }

  /** How many permits were returned. */
  int closed() {
    return closed;
  }

  /** How many GETs it answered or failed. */
  int gets() {
    return gets;
  }

  /** What it answers to a PATCH: what was sent, or all, or nothing. */
  private LiveAssistant answer(String body) {
    if (answersAll) {
      return Readings.live(stored);
    }
    return repeating ? Readings.live(parse(body)) : new LiveAssistant(Map.of());
  }

  /** Whether the PATCH succeeds. */
  private boolean take(String body) {
    patches.add(body);
    patchTimes.add(now);
    if (failingPatches > 0 && !answersAreLost) {
      failingPatches--;
      return false;
    }
    ObjectNode accepted = normalized(parse(body));
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

  private ObjectNode normalized(ObjectNode body) {
    body.remove(ignored);
    if (body.has("prompt")) {
      body.put("prompt", texts.apply(body.path("prompt").asText()));
    }
    return body;
  }

  /** The times of the PATCHes. */
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
