package net.lumenia.voice.lumenia;

import java.util.Optional;

/**
 * The token that authenticates to the API, sent as {@code Authorization: Bearer <token>}. Only that
 * header contains it; {@link #toString} does not.
 */
public final class Token {

  private final String value;

  private Token(String value) {
    this.value = value;
  }

  /**
   * The trimmed token; empty if it is blank, or contains spaces or characters that are invalid in a
   * header.
   */
  public static Optional<Token> of(String raw) {
    String trimmed = raw.strip();
    return HeaderValue.isValid(trimmed) ? Optional.of(new Token(trimmed)) : Optional.empty();
  }

  String authorization() {
    return "Bearer " + value;
  }

  String removedFrom(String text) {
    return text.replace(value, "[token]");
  }

  boolean isIn(String text) {
    return text.contains(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Token token && value.equals(token.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "Token[hidden]";
  }
}
