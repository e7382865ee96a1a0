package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;

/** Says what is wrong with a proxy, by its host and port, and what to do. */
record ProxyErrors(TokenFreeText text) {

  /** OkHttp reports the status of a CONNECT only in these messages. */
  private static final Pattern STATUS =
      Pattern.compile("Unexpected response code for CONNECT: ([0-9]{3})");

  private static final String UNAUTHENTICATED = "Failed to authenticate with proxy";

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  /** What a proxy means with 407, as a predicate of it. */
  static final String WANTS_PASSWORD =
      "wants a user and password, or refused those that it got; put valid ones into its URL, as"
          + " http://user:password@host:port";

  /**
   * @param host of the API
   */
  ApiFailure of(ProxyFailed e, String host) {
    IOException failure = e.failure();
    String proxy = "the proxy " + e.proxy();
    return switch (failure) {
      case InterruptedIOException _ -> new Timeout(proxy + " did not answer in time");
      case UnknownHostException _ -> unavailable("DNS does not know the host of " + proxy);
      case NoRouteToHostException _ -> unavailable("there is no route to " + proxy);
      case ConnectException _ -> unavailable("connection refused by " + proxy);
      default -> unavailable(refused(proxy, failure, host));
    };
  }

  private String refused(String proxy, IOException failure, String host) {
    Optional<Integer> status = status(failure);
    return status
        .map(code -> "%s %s (HTTP %d)".formatted(proxy, meaning(code, host), code))
        .orElseGet(
            () ->
                "%s did not connect to %s: %s"
                    .formatted(proxy, host, text.clean(String.valueOf(failure.getMessage()))));
  }

  private static String meaning(int code, String host) {
    return switch (code) {
      case PROXY_AUTHENTICATION_REQUIRED -> WANTS_PASSWORD;
      case 401, 403 ->
          "refuses to connect to %s; allow the operator to reach it there, or add it to NO_PROXY"
              .formatted(host);
      default -> "could not connect to %s".formatted(host);
    };
  }

  private static Optional<Integer> status(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.equals(UNAUTHENTICATED)) {
      return Optional.of(PROXY_AUTHENTICATION_REQUIRED);
    }
    Matcher status = STATUS.matcher(message);
    return status.matches() ? Optional.of(Integer.valueOf(status.group(1))) : Optional.empty();
  }

  private static ApiFailure unavailable(String message) {
    return new Unavailable(OptionalInt.empty(), Optional.empty(), message);
  }
}
