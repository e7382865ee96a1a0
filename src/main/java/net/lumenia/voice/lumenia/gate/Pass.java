package net.lumenia.voice.lumenia.gate;

import java.util.Optional;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Authenticated;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Permission;

/**
 * The right to make the calls of one look, one after the other. The first has been waited for; the
 * others are sent at once, as what has begun is to be finished, and charged to the budget. None is
 * sent when the circuit has opened meanwhile: then the result is a failure that says so. For one
 * thread.
 */
public final class Pass implements AutoCloseable {

  private final Gate gate;
  private final LumeniaClient client;
  private final Credentials credentials;
  private boolean permitted = true;

  Pass(Gate gate, LumeniaClient client, Credentials credentials) {
    this.gate = gate;
    this.client = client;
    this.credentials = credentials;
  }

  /** Where it was given. */
  public Gate gate() {
    return gate;
  }

  /** Whose calls these are. */
  public Credentials credentials() {
    return credentials;
  }

  /** See {@link LumeniaClient#getAssistant}. */
  public ApiResult<LiveAssistant> getAssistant(String slug) {
    return call(() -> client.getAssistant(credentials, slug));
  }

  /** See {@link LumeniaClient#patchAssistant}. */
  public ApiResult<LiveAssistant> patchAssistant(String slug, String body, Permission permission) {
    return call(() -> client.patchAssistant(credentials, slug, body, permission));
  }

  /** See {@link LumeniaClient#getCatalog}. */
  public ApiResult<Catalog> getCatalog() {
    return call(() -> client.getCatalog(credentials));
  }

  /** See {@link LumeniaClient#verifyKey}. */
  public ApiResult<Authenticated> verifyKey() {
    return call(() -> client.verifyKey(credentials));
  }

  <T> ApiResult<T> call(Supplier<ApiResult<T>> request) {
    Optional<ApiFailure> refusal = permitted ? Optional.empty() : gate.refusal();
    if (refusal.isPresent()) {
      return new ApiResult.Failure<>(refusal.get());
    }
    permitted = true;
    ApiResult<T> result = request.get();
    permitted = false;
    gate.heard(result);
    return result;
  }

  /** Makes room for the next. */
  @Override
  public void close() {
    if (permitted) {
      gate.forgo();
    }
    gate.leave();
  }
}
