package net.lumenia.voice.lumenia;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.Forbidden;
import net.lumenia.voice.lumenia.ApiFailure.NotFound;
import net.lumenia.voice.lumenia.ApiFailure.NotProvisioned;
import net.lumenia.voice.lumenia.ApiFailure.RateLimited;
import net.lumenia.voice.lumenia.ApiFailure.Rejected;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import okhttp3.Headers;

/**
 * Maps a status other than 2xx to a failure that says what to do. A 403 or 404 says something about
 * token and workspace only if it is the API's own, which has a JSON body. Firewalls and proxies
 * send them, too.
 */
record HttpErrors(TokenFreeText text, Clock clock) {

  /** The headers in which firewalls and proxies put the id under which they log a request. */
  private static final List<String> IDS =
      List.of("CF-Ray", "X-Azure-Ref", "X-Amz-Cf-Id", "X-Amzn-RequestId", "X-Request-Id");

  private static final Pattern NO_INTEGRATION =
      Pattern.compile(
          "\\bno (voice[ -]?integration|voice assistant)"
              + "|(voice[ -]?integration|voice assistant) (was |is |has )?(not |missing|never )"
              + "|(not have|without|lacks) (a |any )?(voice[ -]?integration|voice assistant)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NO_WORKSPACE =
      Pattern.compile(
          "\\b(no|unknown|invalid) (such )?workspace|workspace (was |is )?(not |unknown|missing)",
          Pattern.CASE_INSENSITIVE);

  /**
   * @param proxy that the request went through, by host and port
   */
  record Answer(int code, Headers headers, ErrorText.Content error, Optional<String> proxy) {}

  ApiFailure of(Answer answer, Operation operation) {
    int code = answer.code();
    return switch (code) {
      case 401, 403 ->
          answer.error().isJson()
              ? new Forbidden(sentence(answer, forbidden(operation)))
              : foreign(answer);
      case 404 -> answer.error().isJson() ? missing(answer, operation) : foreign(answer);
      case 407 -> unavailable(answer, Optional.empty(), unauthenticated(answer));
      case 408 -> new Timeout(sentence(answer, "the API timed out waiting for the request"));
      case 429 ->
          new RateLimited(
              retryAfter(answer), sentence(answer, "too many requests for this account"));
      case 503 -> unavailable(answer, retryAfter(answer), "the API is not available");
      case 409, 421, 423, 425 ->
          unavailable(answer, Optional.empty(), "the API does not accept the request now");
      default ->
          switch (code / 100) {
            case 3 -> new BadResponse(Node.ROOT, redirect(answer));
            case 4 -> new Rejected(code, sentence(answer, "the API rejected the request"));
            case 5 -> unavailable(answer, Optional.empty(), "the API failed");
            default -> new BadResponse(Node.ROOT, sentence(answer, "unexpected status"));
          };
    };
  }

  private ApiFailure missing(Answer answer, Operation operation) {
    boolean isProvisioned =
        switch (operation) {
          case GET_ASSISTANT, PATCH_ASSISTANT ->
              answer.error().text().filter(HttpErrors::saysThatThereIsNoIntegration).isEmpty();
          case PROVISION, VERIFY_TOKEN, GET_CATALOG, LIST_NUMBERS -> true;
        };
    return isProvisioned
        ? new NotFound(sentence(answer, notFound(operation)))
        : new NotProvisioned(sentence(answer, "the workspace has no voice integration"));
  }

  /**
   * The wording is not documented. A text that may also be about the workspace itself does not
   * count, because a voice integration is created on the strength of it.
   */
  private static boolean saysThatThereIsNoIntegration(String serverText) {
    return NO_INTEGRATION.matcher(serverText).find() && !NO_WORKSPACE.matcher(serverText).find();
  }

  private BadResponse foreign(Answer answer) {
    String id =
        IDS.stream()
            .flatMap(name -> header(answer, name).map(value -> ", " + name + " " + value).stream())
            .findFirst()
            .orElse("");
    return new BadResponse(
        Node.ROOT,
        sentence(
            answer,
            id,
            "a firewall or proxy seems to have answered instead of the API: let the operator's"
                + " requests pass there, or correct the LumeniaAccount's baseUrl"));
  }

  private Optional<String> header(Answer answer, String name) {
    return Optional.ofNullable(answer.headers().get(name)).map(text::clean);
  }

  private static String forbidden(Operation operation) {
    return switch (operation) {
      case VERIFY_TOKEN ->
          "the API refused the token: check the token in the LumeniaAccount's Secret";
      case GET_ASSISTANT, PATCH_ASSISTANT, PROVISION ->
          "the API refused the token for this workspace: check the LumeniaAccount's token, and that"
              + " its accountId belongs to the same partner";
      case GET_CATALOG ->
          "the API refused access to this account's catalog: set the LumeniaAccount's accountId to"
              + " one of the token's partner, or use a token of the account's partner";
      case LIST_NUMBERS ->
          "the API refused access to the account's phone numbers: use a token that may list them, or"
              + " give numbers by their id in spec.numberId";
    };
  }

  private static String notFound(Operation operation) {
    return switch (operation) {
      case VERIFY_TOKEN -> "there is no API at the base URL";
      case GET_ASSISTANT, PATCH_ASSISTANT ->
          "the account has no such workspace, or the workspace has no voice integration; the slug"
              + " in a path is the lower-case hex of the workspace's name";
      case PROVISION ->
          "the account has no such workspace; the slug in a path is the lower-case hex of the"
              + " workspace's name";
      case GET_CATALOG ->
          "there is no catalog for this account at the base URL, so only the API validates what is"
              + " sent; if there should be one, check the LumeniaAccount's baseUrl and accountId";
      case LIST_NUMBERS ->
          "there is no list of phone numbers for this account at the base URL: give numbers by their"
              + " id in spec.numberId, or check the LumeniaAccount's baseUrl and accountId";
    };
  }

  private static String unauthenticated(Answer answer) {
    return "the proxy %s %s"
        .formatted(answer.proxy().orElse("before the API"), ProxyErrors.WANTS_PASSWORD);
  }

  private String redirect(Answer answer) {
    String location = answer.headers().get("Location");
    String to = location == null ? "elsewhere" : "to " + text.clean(location.split("[?#]", 2)[0]);
    return "the API redirects %s (HTTP %d); the operator follows no redirects, because they could"
            .formatted(to, answer.code())
        + " leak the token: check the base URL";
  }

  private Unavailable unavailable(Answer answer, Optional<Duration> retryAfter, String meaning) {
    return new Unavailable(OptionalInt.of(answer.code()), retryAfter, sentence(answer, meaning));
  }

  private Optional<Duration> retryAfter(Answer answer) {
    return RetryAfter.in(answer.headers(), clock.instant());
  }

  private String sentence(Answer answer, String meaning) {
    return sentence(answer, "", meaning);
  }

  private String sentence(Answer answer, String id, String meaning) {
    String serverText = answer.error().text().map(s -> ": " + s).orElse("");
    return "%s (HTTP %d%s)%s".formatted(meaning, answer.code(), id, serverText);
  }
}
