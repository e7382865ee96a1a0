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
import net.lumenia.voice.lumenia.BodyBudget.Allocation;
import net.lumenia.voice.lumenia.BodyBudget.BudgetExhausted;
import net.lumenia.voice.lumenia.HttpErrors.Answer;
import net.lumenia.voice.network.NetworkSettings;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import okio.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of the Lumenia API ({@code docs/contract.md}). Every call ends within the {@link
 * Limits}, and returns a value or an {@link ApiFailure}; no I/O exception is thrown. A request is
 * sent once, or twice if {@link Unanswered} allows it, which counts as one call. Thread-safe; one
 * instance serves all accounts.
 */
public final class LumeniaClient {

  private static final Logger LOG = LoggerFactory.getLogger(LumeniaClient.class);

  /** Stack frames to log for a bug. */
  private static final int FRAMES = 8;

  private final Transport transport;
  private final BodyBudget budget;
  private final Limits limits;
  private final Requests requests;
  private final RequestObserver observer;
  private final Clock clock;

  /** Makes a client that uses no proxy, and trusts the public certificate authorities. */
  public LumeniaClient(String version, Limits limits, RequestObserver observer, Clock clock) {
    this(version, limits, NetworkSettings.direct(), observer, clock);
  }

  /**
   * @param version of this program, for {@code User-Agent}
   * @param clock to which a {@code Retry-After} date and the validity of certificates are compared
   */
  public LumeniaClient(
      String version,
      Limits limits,
      NetworkSettings network,
      RequestObserver observer,
      Clock clock) {
    this(version, limits, new Transport(limits, network), new BodyBudget(), observer, clock);
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
   * Reads the live configuration: {@code GET /api/v1/workspace/{slug}/voice-integration/assistant}.
   *
   * @param slug as in the path: the lower-case hex of the workspace name's UTF-8 bytes
   */
  public ApiResult<LiveAssistant> getAssistant(Credentials credentials, String slug) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.GET_ASSISTANT,
        credentials,
        requests.getAssistant(credentials, slug),
        body -> new AssistantReader(text).readGet(body));
  }

  /**
   * Updates the fields in {@code body} and leaves the others: {@code PATCH} of the same path. The
   * value is the assistant in the answer, which may be empty. If the PATCH fails but {@linkplain
   * ApiFailure#mayHaveTakenEffect may have taken effect}, a GET must follow.
   *
   * @param slug as for {@link #getAssistant}
   * @param body a JSON object, sent as it is
   * @param fence checked at the last moment; if it returns false, the PATCH is {@linkplain
   *     ApiFailure.Withheld withheld}. May be called twice; must not block
   */
  public ApiResult<LiveAssistant> patchAssistant(
      Credentials credentials, String slug, String body, BooleanSupplier fence) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.PATCH_ASSISTANT,
        credentials,
        requests.patchAssistant(credentials, slug, body, fence),
        answer -> new AssistantReader(text).readPatch(answer));
  }

  /**
   * Creates the voice integration of a workspace with the fields in {@code body}: {@code POST
   * /api/v1/workspace/{slug}/voice-integration}. The contract documents neither the body nor the
   * answer, so only a GET can prove it.
   *
   * @param slug as for {@link #getAssistant}
   * @param body as for {@link #patchAssistant}
   * @param fence as for {@link #patchAssistant}
   */
  public ApiResult<LiveAssistant> provision(
      Credentials credentials, String slug, String body, BooleanSupplier fence) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.PROVISION,
        credentials,
        requests.provision(credentials, slug, body, fence),
        answer -> new AssistantReader(text).readPatch(answer));
  }

  /** Checks the token, without an account: {@code GET /api/v1/auth}. */
  public ApiResult<Authenticated> verifyToken(Credentials credentials) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.VERIFY_TOKEN,
        credentials,
        requests.verifyToken(credentials),
        body -> new AuthenticatedReader(text).read(body));
  }

  /**
   * Reads the providers, voices, models and languages that the account allows: {@code GET
   * /api/v1/voice-integration/catalog}.
   */
  public ApiResult<Catalog> getCatalog(Credentials credentials) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.GET_CATALOG,
        credentials,
        requests.getCatalog(credentials),
        body -> new CatalogReader(text).read(body));
  }

  /**
   * Reads one page of the account's phone numbers: {@code GET /api/v1/numbers}.
   *
   * @param query of the page, from the one before; empty for the first one
   */
  public ApiResult<PhoneNumberPage> getPhoneNumbers(
      Credentials credentials, Optional<String> query) {
    TokenFreeText text = text(credentials);
    return call(
        Operation.LIST_NUMBERS,
        credentials,
        requests.getPhoneNumbers(credentials, query),
        body -> new PhoneNumberReader(text).read(body));
  }

  private <T> ApiResult<T> call(
      Operation operation, Credentials credentials, Request request, BodyReader<T> reader) {
    long start = System.nanoTime();
    LabeledResult<T> result = send(operation, credentials, request, reader);
    observer.completed(operation, result.code(), Duration.ofNanos(System.nanoTime() - start));
    return result.result();
  }

  private <T> LabeledResult<T> send(
      Operation operation, Credentials credentials, Request request, BodyReader<T> reader) {
    long deadline = BodyBudget.deadline(limits.call());
    try (Allocation memory =
        budget.allocation(credentials.endpoint(), memoryBytes(operation), deadline)) {
      return transport.exchange(
          request,
          response ->
              response.isSuccessful()
                  ? succeeded(operation, response, memory, reader)
                  : failed(operation, text(credentials), response, memory));
    } catch (IOException e) {
      return transportFailure(e, text(credentials), request.url().host());
    } catch (RuntimeException e) {
      logBug(operation, e);
      return LabeledResult.badResponse(
          "the operator failed to read it: " + e.getClass().getSimpleName());
    }
  }

  private static <T> LabeledResult<T> succeeded(
      Operation operation, Response response, Allocation memory, BodyReader<T> reader)
      throws IOException {
    Source received = response.body().source();
    BufferedSource body =
        ResponseStream.of(received, response.headers(), maxBytes(operation), memory);
    ApiResult<T> result = reader.read(body);
    // The body may still turn out to be truncated or too large.
    body.readAll(Okio.blackhole());
    return LabeledResult.ofStatus(response.code(), result);
  }

  private <T> LabeledResult<T> failed(
      Operation operation, TokenFreeText text, Response response, Allocation memory) {
    var answer =
        new Answer(
            response.code(),
            response.headers(),
            errorBody(response, memory)
                .map(new ErrorText(text)::read)
                .orElse(ErrorText.Content.NONE),
            transport.proxy(response.request()));
    ApiFailure failure = new HttpErrors(text, clock).of(answer, operation);
    return LabeledResult.ofStatus(response.code(), new Failure<>(failure));
  }

  /** Empty if it can't be read: the status is enough for a failure. */
  private static Optional<ByteString> errorBody(Response response, Allocation memory) {
    Source received = response.body().source();
    try (var body =
        ResponseStream.of(received, response.headers(), Limits.SMALL_BODY_BYTES, memory)) {
      return Optional.of(body.readByteString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long maxBytes(Operation operation) {
    return switch (operation) {
      case GET_ASSISTANT, PATCH_ASSISTANT, PROVISION, GET_CATALOG, LIST_NUMBERS ->
          Limits.BODY_BYTES;
      case VERIFY_TOKEN -> Limits.SMALL_BODY_BYTES;
    };
  }

  private static int memoryBytes(Operation operation) {
    return switch (operation) {
      case GET_ASSISTANT, PATCH_ASSISTANT, PROVISION, VERIFY_TOKEN -> BodyBudget.ASSISTANT;
      case GET_CATALOG, LIST_NUMBERS -> BodyBudget.CATALOG;
    };
  }

  /** Finds the cause, because TLS and OkHttp wrap the exceptions of their streams. */
  private <T> LabeledResult<T> transportFailure(IOException e, TokenFreeText text, String host) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnusableBody unusable) {
        return LabeledResult.badResponse(unusable.problem());
      }
      if (cause instanceof BudgetExhausted) {
        return LabeledResult.noMemory();
      }
    }
    IOException reason =
        e instanceof ResponseStream.ConnectionBroken connection ? connection.reason() : e;
    return LabeledResult.failed(new TransportErrors(text, clock).of(reason, host));
  }

  /** Omits the exception's message, which may quote the answer and so the token. */
  private static void logBug(Operation operation, RuntimeException e) {
    LOG.error(
        "Reading an answer to {} failed because of a bug: {} at {}",
        operation.label(),
        e.getClass().getName(),
        Stream.of(e.getStackTrace()).limit(FRAMES).toList());
  }

  private static TokenFreeText text(Credentials credentials) {
    return new TokenFreeText(Optional.of(credentials.token()));
  }
}
