package net.lumenia.voice.bench.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A client of the API server that costs little, because it runs beside what is measured. */
final class KubeApi implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI server;
  private final HttpClient http;

  private KubeApi(URI server, HttpClient http) {
    this.server = server;
    this.http = http;
  }

  static KubeApi of(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    try {
      return new KubeApi(
          URI.create(config.getMasterUrl()),
          HttpClient.newBuilder().sslContext(SSLUtils.sslContext(config)).build());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  RequestCounts requests() {
    return RequestCounts.parse(send(request("/metrics").build(), BodyHandlers.ofString()).body());
  }

  /** Whether resources of this path are served. */
  boolean serves(String path) {
    HttpRequest list = request(path + "?limit=1").build();
    return send(list, BodyHandlers.discarding()).statusCode() == 200;
  }

  /** Server-side apply. Returns the generation. */
  long apply(String path, String resource) {
    HttpRequest patch =
        request(path + "?fieldManager=bench&force=true")
            .header("Content-Type", "application/apply-patch+yaml")
            .method("PATCH", BodyPublishers.ofString(resource))
            .build();
    HttpResponse<String> answer = send(patch, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          "%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
    }
    try {
      return JSON.readTree(answer.body()).path("metadata").path("generation").longValue();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All resources of this path as they are, and then their changes. */
  InputStream watch(String path) {
    return send(request(path + "?watch=1&resourceVersion=0").build(), BodyHandlers.ofInputStream())
        .body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path));
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
