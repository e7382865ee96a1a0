package net.lumenia.voice.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Hashes of texts. Short ones show in status, events and logs that a text changed, without showing
 * the text. A collision of 48 bits can be found within seconds, so where a collision could harm
 * another user, use {@link #strong}.
 */
public final class Digest {

  private static final int LENGTH = 12;

  /** 128 bits. */
  private static final int STRONG_LENGTH = 32;

  private Digest() {}

  /** The first 12 hex digits of the SHA-256 over the UTF-8 bytes. */
  public static String of(String text) {
    return of(text, LENGTH);
  }

  /** The first 32 hex digits of the SHA-256 over the UTF-8 bytes. */
  public static String strong(String text) {
    return of(text, STRONG_LENGTH);
  }

  /** The given number of hex digits, at most 64, of the SHA-256 over the UTF-8 bytes. */
  public static String of(String text, int digits) {
    return HexFormat.of().formatHex(sha256(text), 0, (digits + 1) / 2).substring(0, digits);
  }

  /**
   * How status shows a text: its length in code points and its hash, such as {@code 38 chars,
   * sha256:1a2b3c4d5e6f}.
   */
  public static String describe(String text) {
    return text.codePointCount(0, text.length()) + " chars, sha256:" + of(text);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
