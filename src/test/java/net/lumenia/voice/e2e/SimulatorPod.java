package net.lumenia.voice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import net.lumenia.voice.endtoend.Cluster;

/**
 * The simulated Lumenia API as a pod, with its log of requests. Usable while the client is open.
 */
public final class SimulatorPod {

  private static final Path MANIFEST =
      Path.of("src/test/resources/net/lumenia/voice/e2e/simulator.yaml");
  private static final String POD = "lumenia";
  private static final int PORT = 8090;
  private static final JsonMapper JSON = new JsonMapper();

  private final String namespace;
  private final LocalPortForward forward;
  private final HttpClient http = HttpClient.newHttpClient();

  private SimulatorPod(String namespace, LocalPortForward forward) {
    this.namespace = namespace;
    this.forward = forward;
  }

  /**
   * Starts it in the client's namespace and waits until it is ready.
   *
   * @param workspaces the number of workspaces besides those of {@code examples/}: "workspace-1"
   *     and so on
   */
  public static SimulatorPod start(KubernetesClient client, String image, int workspaces) {
    try {
      String manifest = Files.readString(MANIFEST);
      new Cluster(client)
          .apply(
              manifest.replace("IMAGE", image).replace("WORKSPACES", String.valueOf(workspaces)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client.pods().withName(POD).waitUntilReady(60, TimeUnit.SECONDS);
    return new SimulatorPod(client.getNamespace(), client.pods().withName(POD).portForward(PORT));
  }

  /** Its base URL inside the cluster. */
  public String url() {
    return "http://%s.%s.svc:%d".formatted(POD, namespace, PORT);
  }

  /** Changes a workspace's assistant like an edit in the dashboard. */
  void dashboard(String workspace, String method, String json) {
    request(method, "workspaces/%s/assistant".formatted(workspace), json);
  }

  /** The bodies of all PATCHes of a workspace's assistant, oldest first. */
  public List<JsonNode> patches(String workspace) {
    return list(get("requests?method=PATCH&workspace=" + workspace).path("requests")).stream()
        .map(request -> request.path("body"))
        .toList();
  }

  /** The number of PATCHes, whatever their result. */
  int patches() {
    return get("requests?method=PATCH").path("requests").size();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private JsonNode get(String path) {
    return request("GET", path, "");
  }

  private JsonNode request(String method, String path, String body) {
    URI uri = URI.create("http://127.0.0.1:%d/_control/%s".formatted(forward.getLocalPort(), path));
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError("%s %s: %s".formatted(method, uri, response.body()));
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
