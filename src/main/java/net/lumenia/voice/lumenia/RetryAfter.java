package net.lumenia.voice.lumenia;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Response;

/**
 * How long the API asks to be left alone: seconds or an HTTP date. At most an hour; nothing useful
 * (zero, negative, past, text) is nothing, and ordinary backoff applies.
 */
final class RetryAfter {

  private static final String NAME = "Retry-After";
  private static final String SET_ASIDE = "Voice-Operator-Retry-After";
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  /** Longer than any date. */
  private static final Pattern VALUE = Pattern.compile("[ -~]{1,64}");

  private static final int LONGEST_SECONDS = 9;
  private static final Duration MOST = Duration.ofHours(1);

  private RetryAfter() {}

  /**
   * Keeps the header from OkHttp, which sends the request again by itself when a 503 carries {@code
   * Retry-After: 0}, whatever its settings, and fails on a number beyond an int. A value that is
   * none is dropped: no header that is set can carry each byte that may come.
   */
  static Response setAside(Response response) {
    String value = response.header(NAME);
    Response.Builder without = response.newBuilder().removeHeader(NAME).removeHeader(SET_ASIDE);
    return (value == null || !VALUE.matcher(value).matches()
            ? without
            : without.header(SET_ASIDE, value))
        .build();
  }

  static Optional<Duration> in(Headers headers, Instant now) {
    return Optional.ofNullable(headers.get(SET_ASIDE))
        .flatMap(value -> seconds(value).or(() -> date(headers, now)))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(MOST) > 0 ? MOST : wait);
  }

  private static Optional<Duration> seconds(String value) {
    if (!SECONDS.matcher(value).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        value.length() > LONGEST_SECONDS ? MOST : Duration.ofSeconds(Long.parseLong(value)));
  }

  private static Optional<Duration> date(Headers headers, Instant now) {
    return Optional.ofNullable(headers.getInstant(SET_ASIDE))
        .map(date -> Duration.between(now, date));
  }
}
