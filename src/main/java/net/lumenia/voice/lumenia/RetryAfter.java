package net.lumenia.voice.lumenia;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Response;

/**
 * Reads {@code Retry-After}: seconds or an HTTP date, capped at an hour. An unusable value (zero,
 * negative, in the past, other text) is ignored, and ordinary backoff applies.
 */
final class RetryAfter {

  private static final String NAME = "Retry-After";
  private static final String HIDDEN_NAME = "Voice-Operator-Retry-After";
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  /** Longer than any HTTP date. */
  private static final Pattern VALUE = Pattern.compile("[ -~]{1,64}");

  private static final int MAX_DIGITS = 9;
  private static final Duration MAX = Duration.ofHours(1);

  private RetryAfter() {}

  /**
   * Renames the header. OkHttp repeats a request whose 503 has {@code Retry-After: 0}, whatever its
   * settings, and fails on a number beyond an int. A value with characters that a header built by
   * OkHttp must not contain is dropped.
   */
  static Response hideFromOkHttp(Response response) {
    String value = response.header(NAME);
    Response.Builder without = response.newBuilder().removeHeader(NAME).removeHeader(HIDDEN_NAME);
    return (value == null || !VALUE.matcher(value).matches()
            ? without
            : without.header(HIDDEN_NAME, value))
        .build();
  }

  static Optional<Duration> in(Headers headers, Instant now) {
    return Optional.ofNullable(headers.get(HIDDEN_NAME))
        .flatMap(value -> seconds(value).or(() -> date(headers, now)))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
  }

  private static Optional<Duration> seconds(String value) {
    if (!SECONDS.matcher(value).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        value.length() > MAX_DIGITS ? MAX : Duration.ofSeconds(Long.parseLong(value)));
  }

  private static Optional<Duration> date(Headers headers, Instant now) {
    return Optional.ofNullable(headers.getInstant(HIDDEN_NAME))
        .map(date -> Duration.between(now, date));
  }
}
