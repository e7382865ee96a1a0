package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultKind.Body} sends instead of the correct body. */
public enum BrokenContent {
  /** Fewer bytes than {@code Content-Length}; then the connection closes. */
  @JsonProperty("truncated")
  TRUNCATED,
  /** An HTML page, as from a proxy. */
  @JsonProperty("html")
  HTML,
  /** An empty body. */
  @JsonProperty("empty")
  EMPTY,
  /** Deeply nested objects. */
  @JsonProperty("deep")
  DEEP,
  /** The correct body with a very long text in it. */
  @JsonProperty("huge")
  HUGE,
  /** A list with the correct body as its only element. */
  @JsonProperty("array")
  ARRAY,
  /** {@code null}. */
  @JsonProperty("null")
  NULL,
  /** A number. */
  @JsonProperty("scalar")
  SCALAR,
  /** {@code {"success": false, "message": ...}}. */
  @JsonProperty("successFalse")
  SUCCESS_FALSE,
  /** The fields of the assistant with values of other types. */
  @JsonProperty("wrongTypes")
  WRONG_TYPES,
  /** The given text. */
  @JsonProperty("verbatim")
  VERBATIM;

  /** Rejects a size or a text that this content does not use. */
  void check(@Nullable Integer size, @Nullable String text) {
    if (size != null) {
      FaultChecks.within("size", size, this == TRUNCATED ? 0 : 1, mostSize());
    }
    if ((this == VERBATIM) != (text != null)) {
      throw new IllegalArgumentException(
          this == VERBATIM
              ? "text: is required with content verbatim"
              : "text: allowed only with content verbatim");
    }
  }

  private int mostSize() {
    return switch (this) {
      case TRUNCATED, HUGE -> 16 * 1024 * 1024;
      case DEEP -> 1_000_000;
      case HTML, EMPTY, ARRAY, NULL, SCALAR, SUCCESS_FALSE, WRONG_TYPES, VERBATIM ->
          throw new IllegalArgumentException(
              "size: allowed only with content truncated, deep or huge");
    };
  }
}
