package net.lumenia.voice.plan;

import net.lumenia.voice.assistant.CatalogViolation;
import net.lumenia.voice.assistant.SearchBudget;

/**
 * A value that must not be sent.
 *
 * @param path where in the resource, such as {@code spec.voice}
 * @param explanation what is wrong, what is allowed, and what to do
 * @param basis the source of the rule
 */
public record Violation(String path, Explanation explanation, Basis basis) {

  /** The source of a rule. */
  public enum Basis {
    /** The API's documented rules. The violation stays until the spec or the live value changes. */
    CONTRACT,
    /** The catalog does not list the value. A newer catalog may. */
    CATALOG
  }

  /** How the message is made. */
  public sealed interface Explanation {

    /** A fixed text. */
    record Text(String text) implements Explanation {}

    /**
     * The message of a catalog violation, which takes a search.
     *
     * @param given whether the spec gives the value; if not, it is the live value
     */
    record OfCatalog(CatalogViolation violation, boolean given) implements Explanation {}
  }

  /** A violation that does not depend on the catalog. */
  public Violation(String path, String message) {
    this(path, new Explanation.Text(message), Basis.CONTRACT);
  }

  /** The path and the message, within the remaining budget. */
  String describe(SearchBudget budget) {
    return path + ": " + message(budget);
  }

  /** The message without the path. Every call may search for suggestions. */
  public String message() {
    return message(new SearchBudget());
  }

  private String message(SearchBudget budget) {
    return switch (explanation) {
      case Explanation.Text(String text) -> text;
      case Explanation.OfCatalog(CatalogViolation violation, boolean given) ->
          (given ? "" : "not given, so the live value stays: ") + violation.message(budget);
    };
  }

  @Override
  public String toString() {
    return describe(new SearchBudget());
  }
}
