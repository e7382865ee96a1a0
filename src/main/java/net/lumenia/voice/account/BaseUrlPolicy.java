package net.lumenia.voice.account;

import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.lumenia.voice.lumenia.AccountEndpoint;

/**
 * The base URLs to which the operator may send tokens. The administrator sets them, so that the
 * author of a LumeniaAccount cannot send a token elsewhere.
 *
 * @param allowed normalized: lower-case host, no trailing slash
 * @param defaultUrl the base URL of accounts that have none
 * @param allowInsecureHttp whether http is allowed, for demos and tests
 */
public record BaseUrlPolicy(Set<URI> allowed, Optional<URI> defaultUrl, boolean allowInsecureHttp) {

  public BaseUrlPolicy {
    allowed = Set.copyOf(allowed);
  }

  /**
   * The policy for these options of the operator.
   *
   * @param defaultUrl always allowed
   * @param further also allowed
   */
  public static BaseUrlPolicy of(
      Optional<URI> defaultUrl, Set<URI> further, boolean allowInsecureHttp) {
    var allowed = new HashSet<URI>(further);
    defaultUrl.ifPresent(allowed::add);
    return new BaseUrlPolicy(allowed, defaultUrl, allowInsecureHttp);
  }

  /** The normalized form of a base URL; empty if it is invalid. */
  public static Optional<URI> normalize(String url) {
    return AccountEndpoint.of(url, "none").map(AccountEndpoint::baseUrl);
  }

  /** Why a base URL is not allowed; empty if it is. */
  Optional<String> refusal(URI baseUrl) {
    if (!allowed.contains(baseUrl)) {
      return Optional.of(
          "%s is not an allowed base URL; allowed: %s; use one of these, or ask the administrator to start the operator with --allowed-base-url %s"
              .formatted(baseUrl, names(), baseUrl));
    }
    if (baseUrl.getScheme().equals("http") && !allowInsecureHttp) {
      return Optional.of(
          "%s would send the token unencrypted; use https, or for a demo or a test start the operator with --allow-insecure-http"
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
