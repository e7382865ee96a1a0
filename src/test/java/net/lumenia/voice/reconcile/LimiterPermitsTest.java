package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.CacheOf;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.lumenia.limiter.Priority;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import net.lumenia.voice.numbers.AccountNumbers;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.status.FieldStatuses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimiterPermitsTest {

  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final String ONE_AT_A_TIME =
      "{accountId: 3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f, tokenSecretRef: {name: lumenia},"
          + " maxConcurrentRequests: 1}";

  private final List<Priority> admitted = new CopyOnWriteArrayList<>();
  private final List<ResourceID> started = new CopyOnWriteArrayList<>();
  private final VirtualTime time = new VirtualTime();
  private final CacheOf<VoiceAssistant> cached = new CacheOf<>();
  private final AccountLimiters limiters =
      new AccountLimiters(
          new LumeniaClient("1", Limits.DEFAULT, (_, _, _) -> {}, Clock.systemUTC()),
          CallLimits.OF_PROCESS,
          (priority, _) -> admitted.add(priority),
          _ -> {},
          CircuitTiming.DEFAULT,
          time);
  private final Requeuer<VoiceAssistant> requeuer =
      new Requeuer<>(one -> !References.isSuspended(one), time, time, (_, _) -> {});
  private final ApiPermits permits =
      new LimiterPermits(
          limiters,
          new Catalogs(CacheTiming.DEFAULT, time, time),
          new AccountNumbers(CacheTiming.DEFAULT, time, time),
          requeuer);

  @AfterEach
  void end() {
    limiters.close();
  }

  private ApiPermits.Response request(GivenAssistant given) {
    return permits.request(given.request(), INTERVAL);
  }

  private static GivenAssistant given() {
    return new GivenAssistant().accountWithSpec(ONE_AT_A_TIME);
  }

  @Test
  void newAssistantHasThePriorityOfAFirstCheckAndOfAChangeOnceItIsEdited() {
    GivenAssistant given = given();
    given.resource().getMetadata().setGeneration(1L);
    var first = (ApiPermits.Response.Granted) request(given);
    first.api().close();
    given.resource().getMetadata().setGeneration(2L);
    request(given);

    assertThat(admitted).containsExactly(Priority.FIRST_CHECK, Priority.CHANGE);
    assertThat(limiters.current("team/default")).isPresent();
  }

  @Test
  void assistantInSyncHasThePriorityOfAResync() {
    request(givenInSync());

    assertThat(admitted).containsExactly(Priority.RESYNC);
  }

  /** Before the permit, it is not known whether the number is another one. */
  @Test
  void editedSpecWithAPhoneNumberHasThePriorityOfAChange() {
    GivenAssistant given = givenInSync();
    given.spec("firstMessage: Hi\nphoneNumber: \"+493012345678\"");
    given.resource().getMetadata().setGeneration(2L);

    request(given);

    assertThat(admitted).containsExactly(Priority.CHANGE);
  }

  @Test
  void requestedCheckHasThePriorityOfAChange() {
    GivenAssistant given = givenInSync();
    given.resource().getMetadata().setAnnotations(Map.of(ReconcileAnnotation.NAME, "10:00"));

    request(given);

    assertThat(admitted).containsExactly(Priority.CHANGE);
  }

  private static GivenAssistant givenInSync() {
    GivenAssistant given = given();
    given.resource().setStatus(FieldStatuses.applied(Readings.config("firstMessage: Hi")));
    return given;
  }

  @Test
  void queuedAssistantIsReconciledWhenAPermitIsReturned() {
    GivenAssistant other = given().named("other");
    cached.put(other.resource());
    requeuer.of(cached).setEventHandler(event -> started.add(event.getRelatedCustomResourceID()));
    requeuer.start();
    var granted = (ApiPermits.Response.Granted) request(given());

    assertThat(request(other)).isEqualTo(new ApiPermits.Response.Queued());
    assertThat(started).isEmpty();
    granted.api().close();

    assertThat(started).containsExactly(new ResourceID("other", "team"));
  }

  @Test
  void withdrawnAssistantIsNotReconciledWhenAPermitIsReturned() {
    GivenAssistant other = given().named("other");
    cached.put(other.resource());
    requeuer.of(cached).setEventHandler(event -> started.add(event.getRelatedCustomResourceID()));
    requeuer.start();
    var granted = (ApiPermits.Response.Granted) request(given());
    request(other);

    permits.withdraw("team/other");
    granted.api().close();

    assertThat(started).isEmpty();
  }
}
