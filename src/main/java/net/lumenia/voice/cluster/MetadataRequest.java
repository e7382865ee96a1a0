package net.lumenia.voice.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Requests whose answers have metadata only, which the Kubernetes client's own API does not offer:
 * the operator need not transfer and decode objects that it knows already.
 */
public final class MetadataRequest {

  /** The metadata of one object. */
  public static final String OBJECT = "PartialObjectMetadata";

  /** The metadata of the objects of a list. */
  public static final String LIST = "PartialObjectMetadataList";

  private static final int ERRORS = 300;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private MetadataRequest() {}

  /**
   * Sends a GET and returns the response, whatever its status code.
   *
   * @param form {@link #OBJECT} or {@link #LIST}
   * @param path relative to the API server's URL
   * @param purpose for exception messages, such as {@code listing revisions}
   * @throws KubernetesClientException if there is no response, or if interrupted
   */
  public static HttpResponse<String> get(
      KubernetesClient kubernetes, String form, String path, String purpose) {
    return send(kubernetes, form, path, purpose, builder -> builder);
  }

  /**
   * Sends a GET and returns the object or the list with metadata only.
   *
   * @throws KubernetesClientException if there is no response, or the response is a failure
   */
  public static JsonNode read(
      KubernetesClient kubernetes, String form, String path, String purpose) {
    return parsed(get(kubernetes, form, path, purpose), purpose);
  }

  /**
   * Creates an object and returns it with metadata only.
   *
   * @param path of the collection
   * @throws KubernetesClientException as {@link #read}
   */
  public static JsonNode create(
      KubernetesClient kubernetes, String path, HasMetadata object, String purpose) {
    String body = kubernetes.getKubernetesSerialization().asJson(object);
    return parsed(
        send(kubernetes, OBJECT, path, purpose, request -> request.post("application/json", body)),
        purpose);
  }

  /**
   * Sends a JSON merge patch and returns the object with metadata only.
   *
   * @throws KubernetesClientException as {@link #read}
   */
  public static JsonNode patch(
      KubernetesClient kubernetes, String path, String body, String purpose) {
    return parsed(
        send(
            kubernetes,
            OBJECT,
            path,
            purpose,
            request -> request.patch("application/merge-patch+json", body)),
        purpose);
  }

  private static HttpResponse<String> send(
      KubernetesClient kubernetes,
      String form,
      String path,
      String purpose,
      UnaryOperator<HttpRequest.Builder> method) {
    var client = kubernetes.getHttpClient();
    var request =
        method
            .apply(client.newHttpRequestBuilder())
            .uri(URI.create(kubernetes.getMasterUrl().toString()).resolve(path))
            .header("Accept", "application/json;as=%s;g=meta.k8s.io;v=v1".formatted(form))
            .timeout(kubernetes.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS)
            .build();
    try {
      return client.sendAsync(request, String.class).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted while " + purpose, e);
    } catch (ExecutionException e) {
      throw new KubernetesClientException(purpose + ": " + e.getMessage(), e);
    }
  }

  private static JsonNode parsed(HttpResponse<String> response, String purpose) {
    if (response.code() >= ERRORS || response.code() < HttpURLConnection.HTTP_OK) {
      throw new KubernetesClientException(status(response, purpose));
    }
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new KubernetesClientException(purpose + ": the response is not JSON", e);
    }
  }

  private static Status status(HttpResponse<String> response, String purpose) {
    String message;
    try {
      message = JSON.readTree(response.body()).path("message").asText("");
    } catch (JsonProcessingException e) {
      message = "";
    }
    return new StatusBuilder()
        .withCode(response.code())
        .withMessage(
            message.isEmpty() ? "%s: HTTP %d".formatted(purpose, response.code()) : message)
        .build();
  }
}
