package net.lumenia.voice.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import net.lumenia.voice.simulator.exchange.Slug;
import net.lumenia.voice.simulator.exchange.StrictJson;

/** An HTTP client of a simulator. */
record Client(URI baseUrl, HttpClient http) implements AutoCloseable {

  record Reply(int status, JsonNode json, HttpResponse<String> response) {

    String message() {
      return json.path("message").asText();
    }
  }

  static Client of(Simulator simulator) {
    return new Client(simulator.baseUrl(), HttpClient.newHttpClient());
  }

  /** A request with valid headers, including the content type. */
  HttpRequest.Builder request(String method, String path, String body) {
    return bare(method, path, body)
        .header("Authorization", "Bearer " + SimulatorOptions.TOKEN)
        .header("X-Account-Id", SimulatorOptions.ACCOUNT_ID)
        .header("Content-Type", "application/json");
  }

  /** A request without any header. */
  HttpRequest.Builder bare(String method, String path, String body) {
    return HttpRequest.newBuilder(baseUrl.resolve(path))
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), parsed(response.body()), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Reply get(String path) {
    return send(request("GET", path, ""));
  }

  Reply show(String workspace) {
    return get(path(workspace) + "/assistant");
  }

  Reply patch(String workspace, String body) {
    return send(request("PATCH", path(workspace) + "/assistant", body));
  }

  Reply control(String method, String path, String body) {
    return send(bare(method, "/_control/" + path, body));
  }

  static String path(String workspace) {
    return "/api/v1/workspace/%s/voice-integration".formatted(Slug.of(workspace));
  }

  /** Parses JSON with single quotes, which are easier to read in Java strings. */
  static JsonNode json(String text) {
    return parsed(text.replace('\'', '"'));
  }

  static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  private static JsonNode parsed(String text) {
    try {
      return StrictJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
