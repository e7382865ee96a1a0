package net.lumenia.voice.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.catalog.CachedCatalog;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.cache.CachedRead;
import net.lumenia.voice.lumenia.cache.SharedStore;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.plan.SendRules;
import net.lumenia.voice.plan.Timing;
import net.lumenia.voice.status.AccountReadiness;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.AccountStatusFactory;
import net.lumenia.voice.status.CheckReport;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.LimiterReport;
import net.lumenia.voice.status.ReconcileResult;
import net.lumenia.voice.status.ReconciledSpec;
import net.lumenia.voice.status.StatusFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The effects of a catalog that can't be read. */
class CatalogOutageTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final AccountEndpoint ENDPOINT =
      AccountEndpoint.of("https://app.lumenia.net", "3f2b8c1e-0000-4000-8000-00000000beef")
          .orElseThrow();
  private static final LiveAssistant LIVE =
      Readings.answer("{\"assistant\": {\"firstMessage\": \"Hi\"}}");
  private static final LiveAssistant RETIRED =
      Readings.answer(
          "{\"assistant\": {\"firstMessage\": \"Hi\", \"voice\": {\"provider\": \"vapi\","
              + " \"voiceId\": \"Retired\"}}}");
  private static final ApiResult<Catalog> READ =
      new ApiResult.Success<>(
          Readings.catalog(
              "{\"voice\": {\"providers\": [{\"value\": \"vapi\", \"voiceIds\": [\"Clara\"]}]}}"));

  private Instant now = NOON;
  private CachedCatalog cached = start();

  private CachedCatalog start() {
    return new CachedCatalog(
        new CachedRead<>(
            new SharedStore<>(4L << 20),
            CacheTiming.DEFAULT,
            () -> now,
            () -> now,
            Duration.ofSeconds(1)));
  }

  static Stream<ApiFailure> failures() {
    return Stream.of(
        new ApiFailure.Unavailable(OptionalInt.of(503), Optional.empty(), "503"),
        new ApiFailure.RateLimited(Optional.empty(), "429"),
        new ApiFailure.Timeout("late"),
        new ApiFailure.Forbidden("403"),
        new ApiFailure.BadResponse("$", "HTML"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void assistantsInSyncKeepTheirStatus(ApiFailure failure) {
    VoiceAssistantStatus before = status(VoiceAssistantStatus.empty(), RETIRED, stateAfter(READ));
    assertThat(Conditions.find(before.conditions(), Conditions.READY).orElseThrow().message())
        .contains("live voice.voiceId \"Retired\" is no longer in the catalog");

    ApiResult<Catalog> outage = new ApiResult.Failure<>(failure);
    assertThat(status(before, RETIRED, stateAfter(outage))).isEqualTo(before);
    assertThat(status(before, RETIRED, stateAfter(outage))).isEqualTo(before);
    assertThat(status(before, RETIRED, stateAfter(READ))).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void staleCatalogStillForbidsValues(ApiFailure failure) {
    stateAfter(READ);
    CatalogState outage = stateAfter(new ApiResult.Failure<>(failure));
    Plan plan =
        Planner.plan(
            Readings.config("voice: {provider: vapi, voiceId: Elliott}"),
            LIVE,
            History.NONE,
            outage.allowed(),
            SendRules.DEFAULT);
    assertThat(plan).isInstanceOf(Plan.Invalid.class);
    assertThat(outage.stalenessNote())
        .contains(
            "the catalog is of 2026-11-01T12:00:00Z, because it cannot be read at the moment");
    assertThat(stateAfter(READ).stalenessNote()).isEmpty();
  }

  /** Only the account's status shows that there was a catalog. */
  @Test
  void onlyTheAccountReportsAMissingCatalogAfterARestart() {
    VoiceAssistantStatus before = status(VoiceAssistantStatus.empty(), LIVE, stateAfter(READ));
    LumeniaAccountStatus account = account(LumeniaAccountStatus.empty(), stateAfter(READ));
    cached = start();
    cached.markAsRead();

    CatalogState outage = stateAfter(new ApiResult.Failure<>(new ApiFailure.Timeout("late")));

    assertThat(outage.allowed()).isEmpty();
    assertThat(status(before, LIVE, outage)).isEqualTo(before);
    assertThat(account(account, outage).catalog()).isEqualTo(account.catalog()).isNotNull();
    assertThat(readiness(outage).message())
        .endsWith(
            "accepts the token; its catalog cannot be read, so only the API validates values:"
                + " late");
  }

  @Test
  void accountReportsAnOutageOnce() {
    LumeniaAccountStatus before = account(LumeniaAccountStatus.empty(), stateAfter(READ));
    LumeniaAccountStatus during = account(before, stateAfter(unavailable("request 1")));

    assertThat(readiness(cached.state().orElseThrow()).message())
        .isEqualTo(
            "The API at https://app.lumenia.net accepts the token; its catalog cannot be read"
                + " again, so values are checked against the catalog of 2026-11-01T12:00:00Z:"
                + " request 1");
    assertThat(during.catalog()).isEqualTo(before.catalog());
    for (int i = 2; i < 10; i++) {
      assertThat(account(during, stateAfter(unavailable("request " + i)))).isEqualTo(during);
    }
    assertThat(account(during, stateAfter(READ))).isEqualTo(before);
  }

  @Test
  void forbiddenCatalogMakesTheAccountForbidden() {
    var forbidden = new ApiResult.Failure<Catalog>(new ApiFailure.Forbidden("not your account"));
    assertThat(readiness(stateAfter(forbidden)).reason()).isEqualTo(AccountReason.FORBIDDEN);
    assertThat(readiness(stateAfter(READ)).reason()).isEqualTo(AccountReason.AUTHENTICATED);
    assertThat(readiness(stateAfter(unavailable("503"))).reason())
        .isEqualTo(AccountReason.AUTHENTICATED);
    assertThat(readiness(stateAfter(forbidden)).reason()).isEqualTo(AccountReason.FORBIDDEN);
  }

  private static ApiResult<Catalog> unavailable(String message) {
    return new ApiResult.Failure<>(
        new ApiFailure.Unavailable(OptionalInt.of(500), Optional.empty(), message));
  }

  /** The state after this answer; then ten minutes pass. */
  private CatalogState stateAfter(ApiResult<Catalog> answer) {
    CatalogState state = cached.current(() -> answer);
    now = now.plus(Duration.ofMinutes(10));
    return state;
  }

  private static AccountReadiness readiness(CatalogState state) {
    return AccountChecker.accepted(ENDPOINT, state);
  }

  private static LumeniaAccountStatus account(LumeniaAccountStatus previous, CatalogState state) {
    var limiter =
        new LimiterReport(
            ENDPOINT.fingerprint(),
            Circuit.CLOSED,
            Optional.empty(),
            Optional.empty(),
            state.status());
    return AccountStatusFactory.next(
        previous, 1, readiness(state), Optional.of(limiter), Optional.empty(), NOON);
  }

  private static VoiceAssistantStatus status(
      VoiceAssistantStatus previous, LiveAssistant live, CatalogState state) {
    AssistantConfig desired = Readings.config("firstMessage: Hi");
    Plan plan = Planner.plan(desired, live, History.NONE, state.allowed(), SendRules.DEFAULT);
    var check =
        new CheckReport(
            desired, live, ((Plan.NoChange) plan).found(), state.notes(live), Optional.empty());
    var spec = new ReconciledSpec(1, Optional.of(new WorkspaceSlug("61")), Optional.of(desired));
    var result = new ReconcileResult.Unchanged(check, Optional.empty());
    return StatusFactory.next(previous, spec, result, NOON, Timing.DEFAULT);
  }
}
