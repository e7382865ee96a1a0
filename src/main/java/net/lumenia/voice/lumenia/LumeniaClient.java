package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.BodyBudget.NoRoom;
import net.lumenia.voice.lumenia.BodyBudget.Room;
import net.lumenia.voice.lumenia.HttpErrors.Answer;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import okio.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of the API that this program makes. Every call is sent once, ends within the {@link
 * Limits} and gives a value or an {@link ApiFailure}; nothing is thrown for reasons of I/O. One
 * instance serves all accounts and any number of threads.
 */
public final class LumeniaClient {

  private static final Logger LOG = LoggerFactory.getLogger(LumeniaClient.class);

  /** Lines of a stack trace that tell where a bug is. */
  private static final int FRAMES = 8;

  private final Transport transport;
  private final BodyBudget budget;
  private final Limits limits;
  private final Requests requests;
  private final RequestObserver observer;
  private final Clock clock;

  /**
   * @param version of this program, for {@code User-Agent}
   * @param clock tells how far away a {@code Retry-After} date is
   */
  public LumeniaClient(String version, Limits limits, RequestObserver observer, Clock clock) {
    this(version, limits, new Transport(limits), new BodyBudget(), observer, clock);
  }

  LumeniaClient(
      String version,
      Limits limits,
      Transport transport,
      BodyBudget budget,
      RequestObserver observer,
      Clock clock) {
    this.budget = budget;
    this.limits = limits;
    this.transport = transport;
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
        credentials,
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
   * @param fence checked at the last moment; if it fails, the PATCH is {@linkplain
   *     ApiFailure.Withheld withheld}. It may be asked twice and must not block
   */
  public ApiResult<LiveAssistant> patchAssistant(
      Credentials credentials, String slug, String body, BooleanSupplier fence) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.PATCH_ASSISTANT,
        credentials,
        requests.patchAssistant(credentials, slug, body, fence),
        answer -> new AssistantReader(text).patched(answer));
  }

  /** {@code GET /api/v1/auth}: "bearer only; 200 {@code {"authenticated": true}}". */
  public ApiResult<Authenticated> verifyToken(Credentials credentials) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.VERIFY_TOKEN,
        credentials,
        requests.verifyToken(credentials),
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
        credentials,
        requests.getCatalog(credentials),
        body -> new CatalogReader(text).got(body));
  }

  private <T> ApiResult<T> call(
      Operation operation, Credentials credentials, Request request, BodyReader<T> reader) {
    long start = System.nanoTime();
    CodedResult<T> outcome = outcome(operation, credentials, request, reader);
    observer.completed(operation, outcome.code(), Duration.ofNanos(System.nanoTime() - start));
    return outcome.result();
  }

  private <T> CodedResult<T> outcome(
      Operation operation, Credentials credentials, Request request, BodyReader<T> reader) {
    long deadline = BodyBudget.deadline(limits.call());
    try (Room room = budget.room(credentials.endpoint(), memory(operation), deadline)) {
      return transport.exchange(
          request,
          response ->
              response.isSuccessful()
                  ? succeeded(operation, response, room, reader)
                  : failed(operation, text(credentials), response, room));
    } catch (IOException e) {
      return broken(e, text(credentials), request.url().host());
    } catch (RuntimeException e) {
      logBug(operation, e);
      return CodedResult.unusable("reading it failed: " + e.getClass().getSimpleName());
    }
  }

  private static <T> CodedResult<T> succeeded(
      Operation operation, Response response, Room room, BodyReader<T> reader) throws IOException {
    Source received = response.body().source();
    BufferedSource body = ResponseStream.of(received, response.headers(), most(operation), room);
    ApiResult<T> result = reader.read(body);
    // What is wrong with it is only known at its end: it may break off, or go on and on.
    body.readAll(Okio.blackhole());
    return CodedResult.answered(response.code(), result);
  }

  private <T> CodedResult<T> failed(
      Operation operation, TokenFreeText text, Response response, Room room) {
    var answer = new Answer(response.code(), response.headers(), errorText(response, room));
    ApiFailure failure = new HttpErrors(text, clock).of(answer, operation);
    return CodedResult.answered(response.code(), new Failure<>(failure));
  }

  /** An error's status says enough without its text. */
  private static Optional<ByteString> errorText(Response response, Room room) {
    Source received = response.body().source();
    try (var body =
        ResponseStream.of(received, response.headers(), Limits.SMALL_BODY_BYTES, room)) {
      return Optional.of(body.readByteString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long most(Operation operation) {
    return switch (operation) {
      case GET_ASSISTANT, PATCH_ASSISTANT, GET_CATALOG -> Limits.BODY_BYTES;
      case VERIFY_TOKEN -> Limits.SMALL_BODY_BYTES;
    };
  }

  private static int memory(Operation operation) {
    return switch (operation) {
      case GET_ASSISTANT, PATCH_ASSISTANT, VERIFY_TOKEN -> BodyBudget.ASSISTANT;
      case GET_CATALOG -> BodyBudget.CATALOG;
    };
  }

  /** TLS and OkHttp wrap what their streams throw. */
  private static <T> CodedResult<T> broken(IOException e, TokenFreeText text, String host) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnusableBody unusable) {
        return CodedResult.unusable(unusable.problem());
      }
      if (cause instanceof NoRoom) {
        return CodedResult.noRoom();
      }
    }
    IOException reason = e instanceof ResponseStream.Broken connection ? connection.reason() : e;
    return CodedResult.broken(new TransportErrors(text).of(reason, host));
  }

  /** Without the exception's message, which may quote the answer, and so the token. */
  private static void logBug(Operation operation, RuntimeException e) {
    LOG.error(
        "An answer to {} could not be read because of a bug: {} at {}",
        operation.label(),
        e.getClass().getName(),
        Stream.of(e.getStackTrace()).limit(FRAMES).toList());
  }

  private static TokenFreeText text(Credentials credentials) {
    return new TokenFreeText(Optional.of(credentials.token()));
  }
}
