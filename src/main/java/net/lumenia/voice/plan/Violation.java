package net.lumenia.voice.plan;

/**
 * A value that must not be sent.
 *
 * @param path where in the resource, such as {@code spec.voice}
 * @param message what is wrong, what is allowed, and what to do
 * @param basis what says so
 */
public record Violation(String path, String message, Basis basis) {

  /** What a violation rests on. */
  public enum Basis {
    /** The contract and the resource alone: it stays until one of the two sides changes. */
    CONTRACT,
    /** The catalogue does not have the value; a newer catalogue may. */
    CATALOG
  }

  /** A violation whatever the catalogue says. */
  public Violation(String path, String message) {
    this(path, message, Basis.CONTRACT);
  }

  @Override
  public String toString() {
    return path + ": " + message;
  }
}
