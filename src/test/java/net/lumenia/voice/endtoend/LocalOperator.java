package net.lumenia.voice.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.network.NetworkSettings;
import net.lumenia.voice.operator.OperatorConfig;
import net.lumenia.voice.operator.VoiceOperatorService;

/**
 * The operator in the JVM of the tests, as {@code run} starts it: each test has one of its own,
 * which costs no start of a process. Tests that kill, pause or limit an operator, or that read its
 * log, use {@link OperatorProcess}.
 */
final class LocalOperator implements AutoCloseable {

  private final VoiceOperatorService service;

  private LocalOperator(VoiceOperatorService service) {
    this.service = service;
  }

  /**
   * Starts one without a lease, and returns when its caches are synced.
   *
   * @param resyncInterval may be shorter than users can set it
   */
  static LocalOperator start(
      Path kubeconfig, Set<String> namespaces, URI defaultBaseUrl, Duration resyncInterval) {
    return start(kubeconfig, namespaces, defaultBaseUrl, Set.of(), resyncInterval);
  }

  /** Starts one that allows further base URLs. */
  static LocalOperator start(
      Path kubeconfig,
      Set<String> namespaces,
      URI defaultBaseUrl,
      Set<URI> allowedBaseUrls,
      Duration resyncInterval) {
    return new LocalOperator(
        VoiceOperatorService.start(
            new OperatorConfig(
                Optional.of(kubeconfig),
                namespaces,
                Slice.whole(),
                BaseUrlPolicy.of(Optional.of(defaultBaseUrl), allowedBaseUrls, true),
                NetworkSettings.direct(),
                resyncInterval,
                CallLimits.OF_PROCESS,
                Optional.of(InetAddress.getLoopbackAddress()),
                0,
                Optional.empty(),
                "test")));
  }

  /** GETs a path of the operator's own HTTP server. */
  HttpResponse<String> http(String path) {
    return http(service.httpPort(), path);
  }

  /** GETs a path of the HTTP server of an operator on this machine. */
  static HttpResponse<String> http(int port, String path) {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
