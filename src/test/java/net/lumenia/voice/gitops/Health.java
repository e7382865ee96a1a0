package net.lumenia.voice.gitops;

/**
 * What GitOps tools say about one object.
 *
 * @param kstatus Flux without expressions, Helm and others: {@code Current}, {@code InProgress},
 *     {@code Failed} or {@code Terminating}
 * @param flux with the expressions of our example: the same words, and {@code Unknown}, for which
 *     it waits
 * @param argoCd with our health check: {@code Healthy}, {@code Progressing}, {@code Suspended} or
 *     {@code Degraded}
 */
public record Health(String kind, String name, Opinion kstatus, Opinion flux, Opinion argoCd) {

  /** What one of them says. */
  public record Opinion(String status, String message) {}

  /** All three, as a row of a table. */
  public String row() {
    return "%s %s %s".formatted(kstatus.status(), flux.status(), argoCd.status());
  }
}
