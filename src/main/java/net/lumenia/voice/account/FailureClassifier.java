package net.lumenia.voice.account;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.status.AccountReadiness;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;

/** Maps each failure of an API call to one reason. Pure functions. */
public final class FailureClassifier {

  private FailureClassifier() {}

  /** The problem of an assistant whose call failed. */
  public static Problem problem(ApiFailure failure) {
    return new Problem(reason(failure), failure.message(), retryAfter(failure));
  }

  /** The readiness of an account whose token check failed. */
  static AccountReadiness readiness(ApiFailure failure) {
    return new AccountReadiness(accountReason(failure), failure.message(), retryAfter(failure));
  }

  private static Reason reason(ApiFailure failure) {
    return switch (failure) {
      case ApiFailure.Forbidden _ -> Reason.FORBIDDEN;
      case ApiFailure.NotFound _, ApiFailure.NotProvisioned _ -> Reason.ASSISTANT_NOT_FOUND;
      case ApiFailure.Rejected _ -> Reason.REJECTED;
      case ApiFailure.RateLimited _ -> Reason.RATE_LIMITED;
      case ApiFailure.Unavailable _, ApiFailure.NoMemory _ -> Reason.UNAVAILABLE;
      case ApiFailure.Timeout _, ApiFailure.Withheld _ -> Reason.TIMEOUT;
      case ApiFailure.BadResponse _ -> Reason.BAD_RESPONSE;
    };
  }

  /** The API answers 403 to an invalid token, never 401: see docs/contract.md. */
  private static AccountReason accountReason(ApiFailure failure) {
    return switch (failure) {
      case ApiFailure.Forbidden _ -> AccountReason.INVALID_API_KEY;
      case ApiFailure.RateLimited _ -> AccountReason.RATE_LIMITED;
      case ApiFailure.Unavailable _,
          ApiFailure.Timeout _,
          ApiFailure.NoMemory _,
          ApiFailure.Withheld _ ->
          AccountReason.UNAVAILABLE;
      case ApiFailure.NotFound _,
          ApiFailure.NotProvisioned _,
          ApiFailure.Rejected _,
          ApiFailure.BadResponse _ ->
          AccountReason.BAD_RESPONSE;
    };
  }

  private static Optional<Duration> retryAfter(ApiFailure failure) {
    return switch (failure) {
      case ApiFailure.RateLimited limited -> limited.retryAfter();
      case ApiFailure.Unavailable unavailable -> unavailable.retryAfter();
      default -> Optional.empty();
    };
  }
}
