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

/**
 * The right to make the calls of one look, one after the other. The first has been waited for; the
 * others are sent at once, as what has begun is to be finished, and charged to the budgets. None is
 * sent when the circuit has opened meanwhile: then the result is a failure that says so. For one
 * thread.
 */
public final class Permit implements AutoCloseable {

  /** Calls for the account as a whole say nothing of a workspace; no slug has a space. */
  private static final String WHOLE_ACCOUNT = "the account";

  private final AccountLimiter limiter;
  private final LumeniaClient client;
  private Optional<CircuitBreaker.Clearance> clearance;

  Permit(AccountLimiter limiter, LumeniaClient client, CircuitBreaker.Clearance clearance) {
    this.limiter = limiter;
    this.client = client;
    this.clearance = Optional.of(clearance);
  }

  /** Where it was given. */
  public AccountLimiter limiter() {
    return limiter;
  }

  /** Whose calls these are. */
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

  /** See {@link LumeniaClient#getCatalog}. */
  public ApiResult<Catalog> getCatalog() {
    return call(WHOLE_ACCOUNT, () -> client.getCatalog(credentials()));
  }

  /** See {@link LumeniaClient#verifyToken}. */
  public ApiResult<Authenticated> verifyToken() {
    return call(WHOLE_ACCOUNT, () -> client.verifyToken(credentials()));
  }

  /**
   * Makes a call, if the circuit lets it through.
   *
   * @param workspace that the call is about
   */
  <T> ApiResult<T> call(String workspace, Supplier<ApiResult<T>> request) {
    return switch (cleared()) {
      case ApiResult.Failure<CircuitBreaker.Clearance>(var shut) -> new ApiResult.Failure<>(shut);
      case ApiResult.Success<CircuitBreaker.Clearance>(CircuitBreaker.Clearance cleared) -> {
        clearance = Optional.of(cleared);
        ApiResult<T> result = request.get();
        clearance = Optional.empty();
        limiter.heard(cleared, workspace, result);
        yield result;
      }
    };
  }

  private ApiResult<CircuitBreaker.Clearance> cleared() {
    return clearance
        .<ApiResult<CircuitBreaker.Clearance>>map(ApiResult.Success::new)
        .orElseGet(limiter::clear);
  }

  /** Makes room for the next. */
  @Override
  public void close() {
    clearance.ifPresent(limiter::forgo);
    limiter.leave();
  }
}
