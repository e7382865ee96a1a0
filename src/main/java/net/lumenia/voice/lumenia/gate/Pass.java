package net.lumenia.voice.lumenia.gate;

import java.util.Optional;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Authenticated;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Permission;

/**
 * The right to make the calls of one look, one after the other. The first has been waited for; the
 * others are sent at once, as what has begun is to be finished, and charged to the budgets. None is
 * sent when the circuit has opened meanwhile: then the result is a failure that says so. For one
 * thread.
 */
public final class Pass implements AutoCloseable {

  /** Calls for the account as a whole say nothing of a workspace; no slug has a space. */
  private static final String WHOLE_ACCOUNT = "the account";

  private final Gate gate;
  private final LumeniaClient client;
  private Optional<Breaker.Clearance> clearance;

  Pass(Gate gate, LumeniaClient client, Breaker.Clearance clearance) {
    this.gate = gate;
    this.client = client;
    this.clearance = Optional.of(clearance);
  }

  /** Where it was given. */
  public Gate gate() {
    return gate;
  }

  /** Whose calls these are. */
  public Credentials credentials() {
    return gate.credentials();
  }

  /** See {@link LumeniaClient#getAssistant}. */
  public ApiResult<LiveAssistant> getAssistant(String slug) {
    return call(slug, () -> client.getAssistant(credentials(), slug));
  }

  /** See {@link LumeniaClient#patchAssistant}. */
  public ApiResult<LiveAssistant> patchAssistant(String slug, String body, Permission permission) {
    return call(slug, () -> client.patchAssistant(credentials(), slug, body, permission));
  }

  /** See {@link LumeniaClient#getCatalog}. */
  public ApiResult<Catalog> getCatalog() {
    return call(WHOLE_ACCOUNT, () -> client.getCatalog(credentials()));
  }

  /** See {@link LumeniaClient#verifyKey}. */
  public ApiResult<Authenticated> verifyKey() {
    return call(WHOLE_ACCOUNT, () -> client.verifyKey(credentials()));
  }

  /**
   * Makes a call, if the circuit lets it through.
   *
   * @param workspace that the call is about
   */
  <T> ApiResult<T> call(String workspace, Supplier<ApiResult<T>> request) {
    return switch (cleared()) {
      case ApiResult.Failure<Breaker.Clearance>(var shut) -> new ApiResult.Failure<>(shut);
      case ApiResult.Success<Breaker.Clearance>(Breaker.Clearance cleared) -> {
        clearance = Optional.of(cleared);
        ApiResult<T> result = request.get();
        clearance = Optional.empty();
        gate.heard(cleared, workspace, result);
        yield result;
      }
    };
  }

  private ApiResult<Breaker.Clearance> cleared() {
    return clearance
        .<ApiResult<Breaker.Clearance>>map(ApiResult.Success::new)
        .orElseGet(gate::clear);
  }

  /** Makes room for the next. */
  @Override
  public void close() {
    clearance.ifPresent(gate::forgo);
    gate.leave();
  }
}
