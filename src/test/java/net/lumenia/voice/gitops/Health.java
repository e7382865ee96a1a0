package net.lumenia.voice.gitops;

/**
 * The health of one object according to GitOps tools.
 *
 * @param kstatus for Flux without expressions, Helm and others: {@code Current}, {@code
 *     InProgress}, {@code Failed} or {@code Terminating}
 * @param flux with the expressions of our example: the same values, and {@code Unknown}, on which
 *     Flux waits
 * @param argoCd with our health check: {@code Healthy}, {@code Progressing}, {@code Suspended} or
 *     {@code Degraded}
 */
public record Health(String kind, String name, Opinion kstatus, Opinion flux, Opinion argoCd) {

  /** The result of one tool. */
  public record Opinion(String status, String message) {}

  /** The three results as a row of a table. */
  public String row() {
    return "%s %s %s".formatted(kstatus.status(), flux.status(), argoCd.status());
  }
}
