package net.lumenia.voice.lumenia.limiter;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Authenticated;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.PhoneNumberPage;

/**
 * Allows the calls of one reconcile, one after the other. The first call is already charged to the
 * budgets. Further calls are charged when they are made but do not wait, so that a reconcile can
 * finish. If the circuit has opened in the meantime, a call is not sent and its result is a failure
 * that says so. Must be used by one thread only.
 */
public final class Permit implements AutoCloseable {

  /** The workspace of calls that concern the whole account; a slug contains no space. */
  private static final String WHOLE_ACCOUNT = "the account";

  private final AccountLimiter limiter;
  private final LumeniaClient client;
  private Optional<CircuitBreaker.AllowedCall> pending;

  Permit(AccountLimiter limiter, LumeniaClient client, CircuitBreaker.AllowedCall pending) {
    this.limiter = limiter;
    this.client = client;
    this.pending = Optional.of(pending);
  }

  /** The limiter that issued it. */
  public AccountLimiter limiter() {
    return limiter;
  }

  /** The credentials that the calls use. */
  public Credentials credentials() {
    return limiter.credentials();
  }

  /** See {@link LumeniaClient#getAssistant}. */
  public ApiResult<LiveAssistant> getAssistant(String slug) {
    return call(slug, () -> client.getAssistant(credentials(), slug));
  }

  /** See {@link LumeniaClient#patchAssistant}. */
  public ApiResult<LiveAssistant> patchAssistant(String slug, String body, BooleanSupplier fence) {
    return call(slug, () -> client.patchAssistant(credentials(), slug, body, fence));
  }

  /** See {@link LumeniaClient#provision}. */
  public ApiResult<LiveAssistant> provision(String slug, String body, BooleanSupplier fence) {
    return call(slug, () -> client.provision(credentials(), slug, body, fence));
  }

  /** See {@link LumeniaClient#getCatalog}. */
  public ApiResult<Catalog> getCatalog() {
    return call(WHOLE_ACCOUNT, () -> client.getCatalog(credentials()));
  }

  /** See {@link LumeniaClient#getPhoneNumbers}. */
  public ApiResult<PhoneNumberPage> getPhoneNumbers(Optional<String> query) {
    return call(WHOLE_ACCOUNT, () -> client.getPhoneNumbers(credentials(), query));
  }

  /** See {@link LumeniaClient#verifyToken}. */
  public ApiResult<Authenticated> verifyToken() {
    return call(WHOLE_ACCOUNT, () -> client.verifyToken(credentials()));
  }

  /**
   * Makes a call, if the circuit allows it.
   *
   * @param workspace that the call concerns
   */
  <T> ApiResult<T> call(String workspace, Supplier<ApiResult<T>> request) {
    return switch (begin()) {
      case ApiResult.Failure<CircuitBreaker.AllowedCall>(var reason) ->
          new ApiResult.Failure<>(reason);
      case ApiResult.Success<CircuitBreaker.AllowedCall>(CircuitBreaker.AllowedCall call) -> {
        pending = Optional.of(call);
        ApiResult<T> result = request.get();
        pending = Optional.empty();
        limiter.record(call, workspace, result);
        yield result;
      }
    };
  }

  private ApiResult<CircuitBreaker.AllowedCall> begin() {
    return pending
        .<ApiResult<CircuitBreaker.AllowedCall>>map(ApiResult.Success::new)
        .orElseGet(limiter::beginFurther);
  }

  /** Releases the permit, and wakes the next caller. */
  @Override
  public void close() {
    pending.ifPresent(limiter::cancel);
    limiter.release();
  }
}
