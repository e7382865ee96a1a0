package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.numbers.NumberResult;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;
import org.junit.jupiter.api.Test;

class ObserverTest {

  private static final Duration DEFAULT = Duration.ofMinutes(5);

  private final SimulatedApi api = new SimulatedApi("{\"firstMessage\": \"Hello\"}");
  private final GivenAssistant given = new GivenAssistant();
  private SimulatedPermits permits = new SimulatedPermits(new ApiPermits.Response.Granted(api));

  private Observation observe() {
    var resyncs = new ResyncPolicy(DEFAULT, _ -> Optional.empty());
    var observer = new Observer(GivenAssistant.RESOLVER, given.owners(), permits, resyncs);
    return observer.observe(given.resource(), given);
  }

  @Test
  void observedAssistantKeepsItsPermit() {
    var observed = (Observation.Observed) observe();

    assertThat(observed.live())
        .isEqualTo(Readings.answer("{\"assistant\": {\"firstMessage\": \"Hello\"}}"));
    assertThat(observed.desiredState().config()).isEqualTo(Readings.config("firstMessage: Hi"));
    assertThat(observed.prompt()).isEmpty();
    assertThat(observed.api()).isSameAs(api);
    assertThat(api.closed()).isZero();
    assertThat(permits.withdrawn()).isEmpty();
    assertThat(permits.requested()).containsExactly(DEFAULT);
  }

  @Test
  void promptOfConfigMapIsDesired() {
    var source = new Prompt.Source("team", new ConfigMapKeyRef("prompts", "acme"), "digest");
    given.prompt(new Prompt.Found("Be kind.", source));

    var observed = (Observation.Observed) observe();

    assertThat(observed.desiredState().config()).isEqualTo(Readings.config("prompt: Be kind."));
    assertThat(observed.prompt()).contains(source);
  }

  @Test
  void unmetPrerequisiteRequestsNoPermitAndGivesUpThePlaceInTheQueue() {
    given.noAccount();

    var blocked = (Observation.Blocked) observe();

    assertThat(blocked.problem().reason()).isEqualTo(Reason.ACCOUNT_NOT_FOUND);
    assertThat(permits.requested()).isEmpty();
    assertThat(permits.withdrawn()).containsExactly("team/acme");
    assertThat(api.gets()).isZero();
  }

  @Test
  void uncheckedAccountGivesUpThePlaceInTheQueue() {
    given.accountWithoutStatus();

    assertThat(observe()).isEqualTo(new Observation.AwaitingAccount());
    assertThat(permits.withdrawn()).containsExactly("team/acme");
  }

  @Test
  void queuedAssistantKeepsItsPlace() {
    permits = new SimulatedPermits(new ApiPermits.Response.Queued());

    assertThat(observe()).isEqualTo(new Observation.Queued());
    assertThat(permits.withdrawn()).isEmpty();
  }

  /** The rate limiter starts the next reconcile; the interval is for the case that it does not. */
  @Test
  void pausedAssistantKeepsItsPlaceAndIsCheckedAfterItsInterval() {
    given.spec("firstMessage: Hi\nresyncInterval: 90s");
    permits =
        new SimulatedPermits(
            new ApiPermits.Response.Paused(
                new ApiFailure.Unavailable(OptionalInt.of(503), Optional.empty(), "down")));

    var paused = (Observation.Paused) observe();

    assertThat(paused.problem().reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(paused.problem().retryAfter()).contains(Duration.ofSeconds(90));
    assertThat(permits.withdrawn()).isEmpty();
  }

  @Test
  void failedGetReturnsThePermit() {
    api.failNextGets(1);

    var blocked = (Observation.Blocked) observe();

    assertThat(blocked.problem().reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(blocked.desiredState()).isPresent();
    assertThat(api.closed()).isOne();
    assertThat(permits.withdrawn()).containsExactly("team/acme");
  }

  @Test
  void bugInACallReturnsThePermit() {
    var broken = new BrokenApi();
    permits = new SimulatedPermits(new ApiPermits.Response.Granted(broken));

    assertThatThrownBy(this::observe).isInstanceOf(IllegalStateException.class);
    assertThat(broken.isClosed).isTrue();
    assertThat(permits.withdrawn()).containsExactly("team/acme");
  }

  @Test
  void workspaceThatIsNotFoundIsExplained() {
    var resource = new GivenAssistant().resource();
    var notFound = new ApiFailure.NotFound("no such workspace");
    assertThat(ReconcileResults.failed(resource, notFound))
        .isEqualTo(new Problem(Reason.ASSISTANT_NOT_FOUND, "no such workspace"));

    var misspelled = new GivenAssistant().workspace("{slug: \"61636D65\"}").resource();
    assertThat(ReconcileResults.failed(misspelled, notFound).message())
        .startsWith("no such workspace; spec.workspace.slug has upper-case hex digits");
    assertThat(ReconcileResults.failed(misspelled, new ApiFailure.Timeout("late")).message())
        .isEqualTo("late");
  }

  private static final class BrokenApi implements AssistantApi {

    private boolean isClosed;

    @Override
    public ApiResult<LiveAssistant> get() {
      throw new IllegalStateException("bug");
    }

    @Override
    public ApiResult<LiveAssistant> patch(String body, BooleanSupplier fence) {
      throw new IllegalStateException("bug");
    }

    @Override
    public ApiResult<LiveAssistant> provision(String body, BooleanSupplier fence) {
      throw new IllegalStateException("bug");
    }

    @Override
    public NumberResult phoneNumber(PhoneNumber number) {
      throw new IllegalStateException("bug");
    }

    @Override
    public CatalogState catalog() {
      throw new IllegalStateException("bug");
    }

    @Override
    public CatalogState newerCatalog() {
      throw new IllegalStateException("bug");
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }
}
