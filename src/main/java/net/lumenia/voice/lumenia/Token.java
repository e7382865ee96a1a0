package net.lumenia.voice.lumenia;

import java.util.Optional;

/**
 * An API key: {@code Authorization: Bearer <token>}. It leaves this class for that header only;
 * {@link #toString} never shows it.
 */
public final class Token {

  private final String value;

  private Token(String value) {
    this.value = value;
  }

  /**
   * The trimmed token; empty if it is blank, has characters that no header can carry, or spaces
   * inside, which no bearer token has.
   */
  public static Optional<Token> of(String raw) {
    String trimmed = raw.strip();
    return HeaderValue.isCarried(trimmed) ? Optional.of(new Token(trimmed)) : Optional.empty();
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
