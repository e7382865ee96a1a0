package net.lumenia.voice.plan;

import net.lumenia.voice.assistant.CatalogViolation;
import net.lumenia.voice.assistant.SearchBudget;

/**
 * A value that must not be sent.
 *
 * @param path where in the resource, such as {@code spec.voice}
 * @param explanation what is wrong, what is allowed, and what to do
 * @param basis what says so
 */
public record Violation(String path, Explanation explanation, Basis basis) {

  /** What a violation rests on. */
  public enum Basis {
    /** The contract and the resource alone: it stays until one of the two sides changes. */
    CONTRACT,
    /** The catalog does not have the value; a newer catalog may. */
    CATALOG
  }

  /** What a message is made of when it is shown. */
  public sealed interface Explanation {

    /** A text that is known. */
    record Text(String text) implements Explanation {}

    /**
     * The catalog's, which takes a search through what it lists.
     *
     * @param given whether the spec gives the value; else it is live and stays
     */
    record OfCatalog(CatalogViolation violation, boolean given) implements Explanation {}
  }

  /** A violation whatever the catalog says. */
  public Violation(String path, String message) {
    this(path, new Explanation.Text(message), Basis.CONTRACT);
  }

  /** Where and what, within what is left of the budget. */
  String describe(SearchBudget budget) {
    return path
        + ": "
        + switch (explanation) {
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
