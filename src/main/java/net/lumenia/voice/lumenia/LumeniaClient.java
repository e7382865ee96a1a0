package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.Answer.Body;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import okhttp3.Request;
import okio.ByteString;

/**
 * The calls of the API that this program makes. Every call is sent once, ends within the {@link
 * Limits} and gives a value or an {@link ApiFailure}; nothing is thrown for reasons of I/O. One
 * instance serves all accounts and any number of threads.
 */
public final class LumeniaClient {

  private final Transport transport;
  private final Requests requests;
  private final RequestObserver observer;
  private final Clock clock;

  /**
   * @param version of this program, for {@code User-Agent}
   * @param clock tells how far away a {@code Retry-After} date is
   */
  public LumeniaClient(String version, Limits limits, RequestObserver observer, Clock clock) {
    this.transport = new Transport(limits);
    this.requests = new Requests(version);
    this.observer = observer;
    this.clock = clock;
  }

  /**
   * "The live configuration": {@code GET /api/v1/workspace/{slug}/voice-integration/assistant}.
   *
   * @param slug as the path wants it, "the lower-case hex of the bytes of the workspace's name"
   */
  public ApiResult<LiveAssistant> getAssistant(Credentials credentials, String slug) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.GET_ASSISTANT,
        text,
        requests.getAssistant(credentials, slug),
        body -> new AssistantReader(text).got(body));
  }

  /**
   * "Only the fields you send are updated": {@code PATCH} of the same path. The value is what the
   * answer shows, which may be nothing. After a failure that {@linkplain
   * ApiFailure#mayHaveTakenEffect may have taken effect}, only a GET tells what is true.
   *
   * @param slug as for {@link #getAssistant}
   * @param body a JSON object, sent as it is
   * @param permission without which it is {@linkplain ApiFailure.Withheld withheld}
   */
  public ApiResult<LiveAssistant> patchAssistant(
      Credentials credentials, String slug, String body, Permission permission) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.PATCH_ASSISTANT,
        text,
        requests.patchAssistant(credentials, slug, body, permission),
        answer -> new AssistantReader(text).patched(answer));
  }

  /** {@code GET /api/v1/auth}: "bearer only; 200 {@code {"authenticated": true}}". */
  public ApiResult<Authenticated> verifyKey(Credentials credentials) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.VERIFY_KEY,
        text,
        requests.verifyKey(credentials),
        body -> new AuthenticatedReader(text).read(body));
  }

  /**
   * {@code GET /api/v1/voice-integration/catalog}: "allowed providers, voices, models, languages",
   * for all assistants of the account.
   */
  public ApiResult<Catalog> getCatalog(Credentials credentials) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.GET_CATALOG,
        text,
        requests.getCatalog(credentials),
        body -> new CatalogReader(text).got(body));
  }

  private <T> ApiResult<T> call(
      Operation operation,
      TokenFreeText text,
      Request request,
      Function<ByteString, ApiResult<T>> reader) {
    long start = System.nanoTime();
    Outcome<T> outcome = outcome(operation, text, request, reader);
    observer.completed(operation, outcome.code(), Duration.ofNanos(System.nanoTime() - start));
    return outcome.result();
  }

  private <T> Outcome<T> outcome(
      Operation operation,
      TokenFreeText text,
      Request request,
      Function<ByteString, ApiResult<T>> reader) {
    try {
      Answer answer = transport.exchange(request);
      ApiResult<T> result =
          answer.isSuccess()
              ? read(answer.body(), reader)
              : new Failure<>(new StatusFailures(text, clock).of(answer, operation));
      return Outcome.answered(answer, result);
    } catch (IOException e) {
      return Outcome.broken(new ConnectionFailures(text).of(e, request.url().host()));
    }
  }

  private static <T> ApiResult<T> read(Body body, Function<ByteString, ApiResult<T>> reader) {
    return switch (body) {
      case Body.Content(var bytes) -> reader.apply(bytes);
      case Body.Unusable(String problem) -> new Failure<>(BadResponse.at(Node.ROOT, problem));
    };
  }

  private static TokenFreeText text(Credentials credentials) {
    return new TokenFreeText(Optional.of(credentials.token()));
  }
}
