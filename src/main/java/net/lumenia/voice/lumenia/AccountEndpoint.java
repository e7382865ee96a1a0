package net.lumenia.voice.lumenia;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.lumenia.voice.assistant.Digest;
import okhttp3.HttpUrl;

/**
 * Where an account lives: {@code X-Account-Id: <account uuid>} below a base URL. Two equal
 * endpoints are the same account: both parts are normalised.
 *
 * @param baseUrl http or https, maybe with a path in front of {@code /api/v1}; lower-case host, no
 *     default port, no trailing slash
 * @param accountId in lower case
 */
public record AccountEndpoint(URI baseUrl, String accountId) {

  private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");

  /** Of what decides whom a workspace belongs to, nobody shall find a second one. */
  private static final int FINGERPRINT_DIGITS = 32;

  /**
   * Normalises both parts.
   *
   * @throws IllegalArgumentException if no call can be made with it: see {@link #of}
   */
  public AccountEndpoint {
    HttpUrl url = HttpUrl.get(baseUrl.toString());
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new IllegalArgumentException("a base URL carries no user and no password");
    }
    if (url.query() != null || url.fragment() != null) {
      throw new IllegalArgumentException("a base URL has no query and no fragment");
    }
    if (!HeaderValue.isCarried(accountId)) {
      throw new IllegalArgumentException("an account id is visible ASCII");
    }
    baseUrl = URI.create(TRAILING_SLASHES.matcher(url.toString()).replaceFirst(""));
    accountId = accountId.toLowerCase(Locale.ROOT);
  }

  /**
   * The endpoint; empty if the base URL is not an absolute http or https URL, or has a user, a
   * query or a fragment, or if no header can carry the account id.
   */
  public static Optional<AccountEndpoint> of(String baseUrl, String accountId) {
    try {
      return Optional.of(new AccountEndpoint(URI.create(baseUrl.strip()), accountId.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same for equal endpoints, and for no others. */
  public String fingerprint() {
    return Digest.of(baseUrl + " " + accountId, FINGERPRINT_DIGITS);
  }
}
