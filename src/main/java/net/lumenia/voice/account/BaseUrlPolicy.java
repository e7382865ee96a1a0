package net.lumenia.voice.account;

import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.lumenia.voice.lumenia.AccountEndpoint;

/**
 * To which base URLs tokens may be sent. The admin decides, not whoever writes a LumeniaAccount.
 *
 * @param allowed normalised: lower-case host, no trailing slash
 * @param defaultUrl what an account without a base URL uses
 * @param allowInsecureHttp whether http is allowed, for demos and tests
 */
public record BaseUrlPolicy(Set<URI> allowed, Optional<URI> defaultUrl, boolean allowInsecureHttp) {

  public BaseUrlPolicy {
    allowed = Set.copyOf(allowed);
  }

  /**
   * The policy of an admin who has named these.
   *
   * @param defaultUrl always allowed
   * @param further allowed besides
   */
  public static BaseUrlPolicy of(
      Optional<URI> defaultUrl, Set<URI> further, boolean allowInsecureHttp) {
    var allowed = new HashSet<URI>(further);
    defaultUrl.ifPresent(allowed::add);
    return new BaseUrlPolicy(allowed, defaultUrl, allowInsecureHttp);
  }

  /** A base URL in the form in which they are compared; empty if it can't be one. */
  public static Optional<URI> normalised(String url) {
    return AccountEndpoint.of(url, "none").map(AccountEndpoint::baseUrl);
  }

  /** Why a base URL is refused; empty if it is allowed. */
  Optional<String> refusal(URI baseUrl) {
    if (!allowed.contains(baseUrl)) {
      return Optional.of(
          "%s is not on the operator's list of base URLs, which has %s; use one of these, or ask the admin to start the operator with --allowed-base-url %s"
              .formatted(baseUrl, names(), baseUrl));
    }
    if (baseUrl.getScheme().equals("http") && !allowInsecureHttp) {
      return Optional.of(
          "%s would carry the token in the clear; use https, or have the operator started with --allow-insecure-http for a demo or a test"
              .formatted(baseUrl));
    }
    return Optional.empty();
  }

  private String names() {
    return allowed.isEmpty()
        ? "none"
        : allowed.stream().map(URI::toString).sorted().limit(10).collect(Collectors.joining(", "));
  }
}
