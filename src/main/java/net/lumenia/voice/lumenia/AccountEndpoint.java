package net.lumenia.voice.lumenia;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.lumenia.voice.assistant.Digest;
import okhttp3.HttpUrl;

/**
 * An account at a base URL. Both parts are normalized, so that equal endpoints are the same
 * account.
 *
 * @param baseUrl http or https, optionally with a path that precedes {@code /api/v1}; lower-case
 *     host, no default port, no trailing slash
 * @param accountId in lower case
 */
public record AccountEndpoint(URI baseUrl, String accountId) {

  private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");

  /** Enough to rule out collisions: the fingerprint decides who owns a workspace. */
  private static final int FINGERPRINT_DIGITS = 32;

  /**
   * Normalizes both parts.
   *
   * @throws IllegalArgumentException if a part is invalid: see {@link #of}
   */
  public AccountEndpoint {
    HttpUrl url = HttpUrl.get(baseUrl.toString());
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new IllegalArgumentException("the base URL must not contain a user or a password");
    }
    if (url.query() != null || url.fragment() != null) {
      throw new IllegalArgumentException("the base URL must not contain a query or a fragment");
    }
    if (!HeaderValue.isValid(accountId)) {
      throw new IllegalArgumentException("the account id must be visible ASCII");
    }
    baseUrl = URI.create(TRAILING_SLASHES.matcher(url.toString()).replaceFirst(""));
    accountId = accountId.toLowerCase(Locale.ROOT);
  }

  /**
   * The endpoint; empty if the base URL is not an absolute http or https URL, or has a user, a
   * query or a fragment, or if the account id is not a valid header value.
   */
  public static Optional<AccountEndpoint> of(String baseUrl, String accountId) {
    try {
      return Optional.of(new AccountEndpoint(URI.create(baseUrl.strip()), accountId.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A hash that is equal for equal endpoints only. */
  public String fingerprint() {
    return Digest.of(baseUrl + " " + accountId, FINGERPRINT_DIGITS);
  }
}
