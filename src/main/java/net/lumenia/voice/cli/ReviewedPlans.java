package net.lumenia.voice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The plans that someone reviewed: the file that {@code diff --out} writes. */
record ReviewedPlans(Path file, JsonNode assistants) {

  /**
   * Reads the file.
   *
   * @throws ParameterException if it can't be read or has another format
   */
  static ReviewedPlans read(Path file, CommandSpec command) {
    try {
      JsonNode plans = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
      if (plans.path("schemaVersion").asInt() != 1 || !plans.path("assistants").isArray()) {
        throw new ParameterException(
            command.commandLine(),
            "--plan: %s is not a plan; write one with diff --out".formatted(file));
      }
      return new ReviewedPlans(file, plans.path("assistants"));
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(),
          "--plan: %s cannot be read as JSON: %s".formatted(file, firstLine(e)),
          e);
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** The hash that was reviewed for an assistant; empty if it was to remain as it is. */
  Optional<String> hash(String namespace, String name) {
    for (JsonNode one : assistants) {
      if (one.path("namespace").asText().equals(namespace)
          && one.path("name").asText().equals(name)) {
        return Optional.of(one.path("planHash").asText("")).filter(hash -> !hash.isEmpty());
      }
    }
    return Optional.empty();
  }
}
