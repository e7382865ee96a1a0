package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The body in place of a good one. */
public enum BrokenContent {
  /** Less of it than {@code BrokenContent-Length} says; then the connection is closed. */
  @JsonProperty("truncated")
  TRUNCATED,
  /** A page, as from a proxy. */
  @JsonProperty("html")
  HTML,
  /** No byte. */
  @JsonProperty("empty")
  EMPTY,
  /** Objects within objects. */
  @JsonProperty("deep")
  DEEP,
  /** The good one with a very long text in it. */
  @JsonProperty("huge")
  HUGE,
  /** The good one as the element of a list. */
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
  /** The assistant's fields with values of other types. */
  @JsonProperty("wrongTypes")
  WRONG_TYPES,
  /** Whatever text is given. */
  @JsonProperty("verbatim")
  VERBATIM;

  /** Refuses what this content has no use for. */
  void check(@Nullable Integer size, @Nullable String text) {
    if (size != null) {
      FaultChecks.within("size", size, this == TRUNCATED ? 0 : 1, mostSize());
    }
    if ((this == VERBATIM) != (text != null)) {
      throw new IllegalArgumentException(
          this == VERBATIM
              ? "text: is required for the content verbatim"
              : "text: is only for the content verbatim");
    }
  }

  private int mostSize() {
    return switch (this) {
      case TRUNCATED, HUGE -> 16 * 1024 * 1024;
      case DEEP -> 1_000_000;
      case HTML, EMPTY, ARRAY, NULL, SCALAR, SUCCESS_FALSE, WRONG_TYPES, VERBATIM ->
          throw new IllegalArgumentException(
              "size: is only for the contents truncated, deep and huge");
    };
  }
}
