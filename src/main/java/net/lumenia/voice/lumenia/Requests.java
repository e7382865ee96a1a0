package net.lumenia.voice.lumenia;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okio.ByteString;

/**
 * Builds the requests. All have the headers {@code Authorization} and {@code X-Account-Id}, except
 * {@code /auth}, which has no account, so that its 403 always means the token ({@code
 * docs/contract.md}). The {@link Correlation} header is an addition that the API may ignore.
 */
final class Requests {

  private static final MediaType JSON = MediaType.get("application/json");

  private final String userAgent;

  Requests(String version) {
    this.userAgent = "voice-operator/" + version;
  }

  Request getAssistant(Credentials credentials, String slug) {
    return assistant(credentials, slug).build();
  }

  Request patchAssistant(Credentials credentials, String slug, String body, BooleanSupplier fence) {
    return assistant(credentials, slug).patch(fenced(body, fence)).build();
  }

  Request provision(Credentials credentials, String slug, String body, BooleanSupplier fence) {
    return inAccount(credentials, integration(credentials, slug).build())
        .post(fenced(body, fence))
        .build();
  }

  /** As bytes, because OkHttp adds a charset to the content type of a string. */
  private static FencedBody fenced(String body, BooleanSupplier fence) {
    return new FencedBody(ByteString.encodeUtf8(body), JSON, fence);
  }

  Request verifyToken(Credentials credentials) {
    HttpUrl url = base(credentials).addPathSegment("auth").build();
    return request(credentials, url).build();
  }

  Request getCatalog(Credentials credentials) {
    HttpUrl url = base(credentials).addPathSegments("voice-integration/catalog").build();
    return inAccount(credentials, url).build();
  }

  /**
   * @param query of the page, encoded; empty for the first one
   */
  Request getPhoneNumbers(Credentials credentials, Optional<String> query) {
    HttpUrl.Builder url = base(credentials).addPathSegment("numbers");
    query.ifPresent(url::encodedQuery);
    return inAccount(credentials, url.build()).build();
  }

  private Request.Builder assistant(Credentials credentials, String slug) {
    return inAccount(
        credentials, integration(credentials, slug).addPathSegment("assistant").build());
  }

  private static HttpUrl.Builder integration(Credentials credentials, String slug) {
    return base(credentials)
        .addPathSegment("workspace")
        .addPathSegment(segment(slug))
        .addPathSegment("voice-integration");
  }

  private Request.Builder inAccount(Credentials credentials, HttpUrl url) {
    return request(credentials, url).header("X-Account-Id", credentials.endpoint().accountId());
  }

  private Request.Builder request(Credentials credentials, HttpUrl url) {
    var request =
        new Request.Builder()
            .url(url)
            .header("Authorization", credentials.token().authorization())
            .header("Accept", "application/json")
            .header("Accept-Encoding", ResponseStream.ACCEPTED_ENCODING)
            .header("User-Agent", userAgent);
    Correlation.current().ifPresent(id -> request.header(Correlation.HEADER, id));
    return request;
  }

  private static HttpUrl.Builder base(Credentials credentials) {
    return HttpUrl.get(credentials.endpoint().baseUrl().toString())
        .newBuilder()
        .addPathSegments("api/v1");
  }

  /** OkHttp encodes all other slugs; it would resolve these to another path. */
  private static String segment(String slug) {
    if (slug.isEmpty() || slug.equals(".") || slug.equals("..")) {
      throw new IllegalArgumentException("invalid slug: \"%s\"".formatted(slug));
    }
    return slug;
  }
}
