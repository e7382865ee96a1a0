package net.lumenia.voice.account;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureClassifierTest {

  private static final Optional<Duration> LATER = Optional.of(Duration.ofSeconds(30));

  @ParameterizedTest
  @MethodSource
  void everyFailureHasOneReason(ApiFailure failure, Reason reason, AccountReason accountReason) {
    assertThat(FailureClassifier.problem(failure).reason()).isEqualTo(reason);
    assertThat(FailureClassifier.problem(failure).message()).isEqualTo("why");
    assertThat(FailureClassifier.readiness(failure).reason()).isEqualTo(accountReason);
    assertThat(FailureClassifier.readiness(failure).message()).isEqualTo("why");
  }

  @Test
  void allFailuresAreTested() {
    assertThat(
            everyFailureHasOneReason()
                .map(row -> requireNonNull(row.get()[0]).getClass().getName()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ApiFailure.class.getPermittedSubclasses()).map(Class::getName).toList());
  }

  static Stream<Arguments> everyFailureHasOneReason() {
    return Stream.of(
        arguments(new ApiFailure.Forbidden("why"), Reason.FORBIDDEN, AccountReason.INVALID_API_KEY),
        arguments(
            new ApiFailure.NotFound("why"), Reason.ASSISTANT_NOT_FOUND, AccountReason.BAD_RESPONSE),
        arguments(
            new ApiFailure.NotProvisioned("why"),
            Reason.ASSISTANT_NOT_FOUND,
            AccountReason.BAD_RESPONSE),
        arguments(new ApiFailure.Rejected(400, "why"), Reason.REJECTED, AccountReason.BAD_RESPONSE),
        arguments(
            new ApiFailure.RateLimited(LATER, "why"),
            Reason.RATE_LIMITED,
            AccountReason.RATE_LIMITED),
        arguments(
            new ApiFailure.Unavailable(OptionalInt.of(503), LATER, "why"),
            Reason.UNAVAILABLE,
            AccountReason.UNAVAILABLE),
        arguments(new ApiFailure.Timeout("why"), Reason.TIMEOUT, AccountReason.UNAVAILABLE),
        arguments(new ApiFailure.Withheld("why"), Reason.TIMEOUT, AccountReason.UNAVAILABLE),
        arguments(new ApiFailure.NoMemory("why"), Reason.UNAVAILABLE, AccountReason.UNAVAILABLE),
        arguments(
            new ApiFailure.BadResponse("$", "why"),
            Reason.BAD_RESPONSE,
            AccountReason.BAD_RESPONSE));
  }

  @Test
  void retryAfterIsKept() {
    var limited = new ApiFailure.RateLimited(LATER, "why");
    var unavailable = new ApiFailure.Unavailable(OptionalInt.of(503), LATER, "why");
    assertThat(FailureClassifier.problem(limited).retryAfter()).isEqualTo(LATER);
    assertThat(FailureClassifier.readiness(unavailable).retryAfter()).isEqualTo(LATER);
    assertThat(FailureClassifier.problem(new ApiFailure.Timeout("why")).retryAfter()).isEmpty();
  }
}
