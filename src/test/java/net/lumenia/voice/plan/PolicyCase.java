package net.lumenia.voice.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A row of {@code policies.txt}: the table of who may overwrite what, for every kind of field, here
 * and on a real API server.
 *
 * @param mode {@code spec.mode}
 * @param policy {@code spec.driftPolicy}
 * @param applied what was applied before: A, none or damaged
 * @param spec what the spec says now: A or B
 * @param live what the API shows: A, B, X, none or hidden
 * @param sent whether the next look sends it
 * @param ready the reason of the condition Ready then
 * @param drift whether there is drift then
 */
public record PolicyCase(
    String mode,
    String policy,
    String applied,
    String spec,
    String live,
    boolean sent,
    String ready,
    boolean drift) {

  /** The whole table. */
  public static List<PolicyCase> all() {
    try (InputStream table = PolicyCase.class.getResourceAsStream("policies.txt")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> of(line.split(" +")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PolicyCase of(String[] cells) {
    return new PolicyCase(
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        cells[4],
        cells[5].equals("yes"),
        cells[6],
        cells[7].equals("yes"));
  }

  /** The rules that its mode and policy come to, while nothing is approved. */
  public SendRules rules() {
    return Readings.rules("mode: %s\ndriftPolicy: %s".formatted(mode, policy));
  }
}
