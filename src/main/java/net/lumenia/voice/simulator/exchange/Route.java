package net.lumenia.voice.simulator.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The paths of the API. */
public enum Route {
  /** {@code /api/v1/auth}. */
  @JsonProperty("auth")
  AUTH,
  /** {@code /api/v1/voice-integration/catalog}. */
  @JsonProperty("catalog")
  CATALOG,
  /** {@code /api/v1/workspace/{slug}/voice-integration/assistant}. */
  @JsonProperty("assistant")
  ASSISTANT,
  /** {@code /api/v1/workspace/{slug}/voice-integration}. */
  @JsonProperty("provisioning")
  PROVISIONING,
  /** {@code /api/v1/numbers}. */
  @JsonProperty("numbers")
  NUMBERS;

  static Optional<Route> of(List<String> path) {
    return switch (template(path)) {
      case "api/v1/auth" -> Optional.of(AUTH);
      case "api/v1/voice-integration/catalog" -> Optional.of(CATALOG);
      case "api/v1/workspace/{slug}/voice-integration/assistant" -> Optional.of(ASSISTANT);
      case "api/v1/workspace/{slug}/voice-integration" -> Optional.of(PROVISIONING);
      case "api/v1/numbers" -> Optional.of(NUMBERS);
      default -> Optional.empty();
    };
  }

  private static String template(List<String> path) {
    List<String> parts = new ArrayList<>(path);
    slug(path).ifPresent(_ -> parts.set(3, "{slug}"));
    return String.join("/", parts);
  }

  /** The slug, if this is the path of a workspace. */
  static Optional<String> slug(List<String> path) {
    return path.size() > 3 && path.get(2).equals("workspace")
        ? Optional.of(path.get(3))
        : Optional.empty();
  }
}
