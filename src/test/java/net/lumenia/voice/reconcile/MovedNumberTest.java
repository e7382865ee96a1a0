package net.lumenia.voice.reconcile;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.status.FieldStatuses;
import org.junit.jupiter.api.Test;

/**
 * Phone numbers that move between the assistants of an account, whose API links a number only if no
 * other assistant has it. One operator reconciles all of them in virtual time.
 */
class MovedNumberTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** An account, and an operator that does not restart. */
  private static final class World {

    private final Map<String, SimulatedApi> apis = new TreeMap<>();
    private final Map<String, SimulatedOperator> operators = new TreeMap<>();
    private final Map<String, Instant> due = new HashMap<>();
    private final LinkedNumbers numbers = new LinkedNumbers(this::requeue);
    private Instant now = new SimulatedApi("{}").now();

    World with(String name, String live, String managed) {
      var api = new SimulatedApi(live);
      apis.put(name, api.rejecting(body -> problem(name, body)));
      operators.put(name, new SimulatedOperator(name, api, managed).withoutRestarts(numbers));
      due.put(name, now);
      return this;
    }

    private Optional<String> problem(String asking, ObjectNode body) {
      return body.has("voice") && body.at("/voice/voiceId").asText().equals("bad")
          ? Optional.of("voiceId bad is unknown")
          : Optional.of(body.path("number_id"))
              .filter(number -> number.isNumber() && isTaken(number.asLong(), asking))
              .map("number_id %s is already linked to another voice integration"::formatted);
    }

    private boolean isTaken(long number, String asking) {
      return apis.entrySet().stream()
          .anyMatch(
              other ->
                  !other.getKey().equals(asking)
                      && other.getValue().stored().path("number_id").asLong() == number);
    }

    private void requeue(ResourceID id) {
      due.put(id.getName(), now);
    }

    World declare(String name, String managed) {
      operator(name).declare(managed);
      due.put(name, now);
      return this;
    }

    World run(Duration time) {
      Instant end = now.plus(time);
      Optional<Map.Entry<String, Instant>> next = next(end);
      while (next.isPresent()) {
        String name = next.get().getKey();
        pass(next.get().getValue());
        due.remove(name);
        Instant again = now.plus(operator(name).step());
        due.merge(name, again, (one, other) -> one.isBefore(other) ? one : other);
        next = next(end);
      }
      pass(end);
      return this;
    }

    private Optional<Map.Entry<String, Instant>> next(Instant end) {
      return due.entrySet().stream()
          .filter(entry -> entry.getValue().isBefore(end))
          .min(
              Map.Entry.<String, Instant>comparingByValue()
                  .thenComparing(Map.Entry.comparingByKey()))
          .map(Map.Entry::copyOf);
    }

    private void pass(Instant time) {
      Duration passed = Duration.between(now, time);
      if (passed.isPositive()) {
        now = time;
        operators.values().forEach(operator -> operator.pass(passed));
      }
    }

    SimulatedApi api(String name) {
      return requireNonNull(apis.get(name));
    }

    SimulatedOperator operator(String name) {
      return requireNonNull(operators.get(name));
    }

    List<String> patches(String name) {
      return api(name).patches();
    }

    Map<String, Long> linked() {
      return apis.entrySet().stream()
          .collect(
              toMap(
                  Map.Entry::getKey,
                  entry -> entry.getValue().stored().path("number_id").asLong()));
    }

    Map<String, String> reasons() {
      return operators.entrySet().stream()
          .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().reason()));
    }
  }

  private static World twoInSync() {
    return new World()
        .with("a", "{\"number_id\": 7}", "numberId: 7")
        .with("b", "{\"number_id\": 8}", "numberId: 8")
        .run(SECOND);
  }

  @Test
  void otherFieldsDoNotWaitForANumber() {
    World world = twoInSync().declare("b", "numberId: 7\nfirstMessage: Hi");
    world.operator("b").step();

    assertThat(world.patches("b"))
        .containsExactly("{\"firstMessage\":\"Hi\",\"number_id\":7}", "{\"firstMessage\":\"Hi\"}");
    assertThat(world.operator("b").reason()).isEqualTo("Rejected");
    assertThat(FieldStatuses.states(world.operator("b").status()))
        .containsEntry("firstMessage", "InSync")
        .containsEntry("numberId", "Pending");
    assertThat(world.operator("b").events()).containsExactly("Patched", "Rejected");
    assertThat(world.operator("b").message())
        .isEqualTo(
            "numberId 7 is not linked, and is tried again every few minutes: number_id 7 is already"
                + " linked to another voice integration; VoiceAssistant team/a has this number and"
                + " keeps it; change spec.numberId of one of the two");
  }

  @Test
  void numberAloneIsTriedAfterTenSecondsAndThenLessOften() {
    World world = twoInSync().declare("b", "numberId: 7\nfirstMessage: Hi").run(HOUR);

    List<Instant> times = world.api("b").patchTimes();
    assertThat(
            IntStream.range(2, 9)
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)).toSeconds()))
        .containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L);
    assertThat(world.patches("b").subList(2, times.size())).containsOnly("{\"number_id\":7}");
  }

  @Test
  void waitingCausesNoStatusWritesAndLeavesNoRevisions() {
    World world = twoInSync().declare("b", "numberId: 7\nfirstMessage: Hi").run(SECOND);
    int before = world.operator("b").statusWrites();

    world.run(HOUR);

    assertThat(world.operator("b").statusWrites()).isEqualTo(before);
    assertThat(world.operator("b").revisions()).isEmpty();
  }

  @Test
  void changeOfAnotherFieldIsSentWhileTheNumberWaits() {
    World world = twoInSync().declare("b", "numberId: 7\nfirstMessage: Hi").run(HOUR);
    int before = world.patches("b").size();

    world.declare("b", "numberId: 7\nfirstMessage: Hello");
    world.operator("b").step();

    assertThat(world.patches("b").subList(before, world.patches("b").size()))
        .containsExactly("{\"firstMessage\":\"Hello\"}");
  }

  @Test
  void numberIsSentAtOnceWhenItsHolderLetsGoOfIt() {
    World world = twoInSync().declare("b", "numberId: 7").run(Duration.ofMinutes(20));
    assertThat(world.reasons()).containsEntry("b", "Rejected");

    world.declare("a", "numberId: 9").run(SECOND);

    assertThat(world.linked()).containsEntry("a", 9L).containsEntry("b", 7L);
    assertThat(world.reasons()).containsEntry("a", "Synced").containsEntry("b", "Synced");
    assertThat(world.operator("b").events()).containsExactly("Rejected", "Patched");
  }

  /** The one that takes the number is reconciled first. */
  @Test
  void numbersThatMoveInOneCommitAreLinkedWithinASecond() {
    World world =
        new World()
            .with("c", "{\"number_id\": 7}", "numberId: 7")
            .with("b", "{\"number_id\": 8}", "numberId: 8")
            .with("a", "{\"number_id\": 5}", "numberId: 5")
            .run(SECOND)
            .declare("a", "numberId: 8\nfirstMessage: a")
            .declare("b", "numberId: 7\nfirstMessage: b")
            .declare("c", "numberId: 9\nfirstMessage: c")
            .run(SECOND);

    assertThat(world.linked()).isEqualTo(Map.of("a", 8L, "b", 7L, "c", 9L));
    assertThat(world.reasons()).containsValue("Synced").doesNotContainValue("Rejected");
    assertThat(world.operators.values())
        .allSatisfy(operator -> assertThat(operator.statusWrites()).isLessThanOrEqualTo(3));
  }

  @Test
  void numberThatChangesOutsideOfTheSpecIsSentToo() {
    World world = twoInSync().declare("b", "numberId: 7").declare("a", "firstMessage: Hi");
    world.run(Duration.ofMinutes(20));
    assertThat(world.operator("b").message())
        .endsWith(
            "VoiceAssistant team/a has this number, and its spec names none; the API cannot unlink a"
                + " number, so name another one there");

    world.api("a").overwrite("{\"number_id\": 9}");
    world.due.put("a", world.now);
    world.run(SECOND);

    assertThat(world.linked()).containsEntry("b", 7L);
  }

  @Test
  void swapNamesTheOtherAssistantAndEndsWhenOneOfThemIsGivenAFreeNumber() {
    World world =
        twoInSync()
            .declare("a", "numberId: 8\nfirstMessage: a")
            .declare("b", "numberId: 7\nfirstMessage: b")
            .run(Duration.ofMinutes(20));

    assertThat(world.linked()).isEqualTo(Map.of("a", 7L, "b", 8L));
    assertThat(world.operator("a").message())
        .endsWith(
            "VoiceAssistant team/b has this number and waits for that of this one; the API can neither"
                + " unlink nor swap numbers, so give one of them a number that is free, and the one"
                + " that it is to have after the others have theirs");
    assertThat(world.operator("b").message()).contains("VoiceAssistant team/a has this number");
    assertThat(world.api("a").stored().path("firstMessage").asText()).isEqualTo("a");

    world.declare("a", "numberId: 9\nfirstMessage: a").run(SECOND);
    assertThat(world.linked()).isEqualTo(Map.of("a", 9L, "b", 7L));
    world.declare("a", "numberId: 8\nfirstMessage: a").run(SECOND);
    assertThat(world.linked()).isEqualTo(Map.of("a", 8L, "b", 7L));
    assertThat(world.reasons().values()).containsOnly("Synced");
  }

  @Test
  void circleOfThreeIsNamed() {
    World world =
        twoInSync()
            .with("c", "{\"number_id\": 9}", "numberId: 9")
            .run(SECOND)
            .declare("a", "numberId: 8")
            .declare("b", "numberId: 9")
            .declare("c", "numberId: 7")
            .run(HOUR);

    assertThat(world.operator("a").message())
        .contains(
            "VoiceAssistant team/b has this number and waits for that of team/c, which waits for that"
                + " of this one;");
  }

  /** A voice that the API rejects must not keep the number waiting either. */
  @Test
  void numberIsLinkedEvenIfTheApiRejectsAnotherField() {
    World world =
        twoInSync()
            .declare("b", "numberId: 9\nvoice: {provider: azure, voiceId: bad}")
            .run(Duration.ofMinutes(20));

    assertThat(world.linked()).containsEntry("b", 9L);
    // The new number is a change of the live assistant, so the voice is sent once more.
    assertThat(world.patches("b")).hasSize(4).element(2).isEqualTo("{\"number_id\":9}");
    assertThat(world.operator("b").reason()).isEqualTo("Rejected");
    assertThat(world.operator("b").message()).isEqualTo("voiceId bad is unknown");
  }

  @Test
  void bothRejectionsAreReported() {
    World world =
        twoInSync()
            .declare("b", "numberId: 7\nvoice: {provider: azure, voiceId: bad}")
            .run(Duration.ofMinutes(20));

    assertThat(world.operator("b").message())
        .startsWith("voiceId bad is unknown; numberId 7 is not linked");
  }

  @Test
  void requestedCheckTriesTheNumberAtOnce() {
    World world = twoInSync().declare("b", "numberId: 7").run(HOUR);
    int before = world.patches("b").size();

    world.operator("b").request("10:00").step();

    assertThat(world.patches("b")).hasSize(before + 1);
  }

  /** The rest is a part of what was approved. The number alone is another change. */
  @Test
  void numberThatIsLeftOfAnApprovedChangeNeedsAnApprovalOfItsOwn() {
    World world = twoInSync();
    SimulatedOperator b = world.operator("b").under(new WriteMode.OnceApproved(Optional.empty()));
    world.declare("b", "numberId: 7\nfirstMessage: Hi").run(SECOND);
    b.under(new WriteMode.OnceApproved(Optional.of(b.waitingHash())));
    world.declare("b", "numberId: 7\nfirstMessage: Hi").run(SECOND);
    assertThat(world.patches("b")).hasSize(2).last().isEqualTo("{\"firstMessage\":\"Hi\"}");
    assertThat(b.reason()).isEqualTo("Rejected");

    world.run(HOUR);
    assertThat(b.reason()).isEqualTo("AwaitingApproval");
    assertThat(world.patches("b")).hasSize(2);
    b.under(new WriteMode.OnceApproved(Optional.of(b.waitingHash())));
    world.declare("b", "numberId: 7\nfirstMessage: Hi").run(SECOND);
    world.declare("a", "numberId: 9").run(SECOND);
    assertThat(world.linked()).containsEntry("b", 7L);
    assertThat(b.reason()).isEqualTo("Synced");
  }

  @Test
  void numberThatTheApiDoesNotReportIsKnownFromItsPatch() {
    World world = twoInSync();
    world.apis.values().forEach(api -> api.hiding("number_id"));
    world.declare("b", "numberId: 7").run(HOUR);
    assertThat(world.operator("b").message()).contains("VoiceAssistant team/a has this number");

    world.declare("a", "numberId: 9").run(SECOND);

    assertThat(world.linked()).containsEntry("b", 7L);
  }

  @Test
  void deletedAssistantsLeaveNothing() {
    World world = twoInSync().declare("b", "numberId: 7").run(SECOND);
    assertThat(world.numbers.size()).isEqualTo(3);

    world.numbers.forget("team/a");
    world.numbers.forget("team/b");

    assertThat(world.numbers.size()).isZero();
  }

  /** Whatever moves, assistants without a circle end with their numbers. */
  @Test
  void longChainIsResolvedOneAfterTheOther() {
    World world = new World();
    IntStream.range(0, 20)
        .forEach(
            i ->
                world.with(
                    "n%02d".formatted(i),
                    "{\"number_id\": %d}".formatted(i + 1),
                    "numberId: %d".formatted(i + 1)));
    world.run(SECOND);
    IntStream.range(0, 20)
        .forEach(i -> world.declare("n%02d".formatted(i), "numberId: %d".formatted(i + 2)));

    world.run(SECOND);

    assertThat(world.reasons().values()).containsOnly("Synced");
    assertThat(
            world.linked().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue))
        .isSortedAccordingTo(Comparator.naturalOrder())
        .startsWith(2L)
        .endsWith(21L);
  }
}
