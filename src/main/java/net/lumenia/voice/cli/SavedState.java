package net.lumenia.voice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.AssistantReader;
import net.lumenia.voice.lumenia.CatalogReader;
import net.lumenia.voice.lumenia.PhoneNumberPage;
import net.lumenia.voice.lumenia.PhoneNumberReader;
import net.lumenia.voice.numbers.NumberPages;
import net.lumenia.voice.review.ReviewTarget;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Answers of the API in a file, read by the operator's own readers; docs/cli.md has the format. */
final class SavedState implements ReviewSource {

  private final Path file;
  private final Map<WorkspaceSlug, ApiResult<LiveAssistant>> assistants = new HashMap<>();
  private final Optional<Catalog> catalog;
  private final Optional<ApiResult<PhoneNumberPage>> numbers;

  private SavedState(Path file, JsonNode json) {
    this.file = file;
    json.path("assistants")
        .properties()
        .forEach(
            entry ->
                assistants.put(
                    new WorkspaceSlug(entry.getKey()).canonical(),
                    AssistantReader.read(bytes(entry.getValue()))));
    catalog =
        json.has("catalog")
                && CatalogReader.read(bytes(json.path("catalog")))
                    instanceof ApiResult.Success<Catalog>(Catalog known)
            ? Optional.of(known)
            : Optional.empty();
    numbers =
        Optional.ofNullable(json.get("numbers")).map(list -> PhoneNumberReader.read(bytes(list)));
  }

  /**
   * @throws ParameterException if the file cannot be read or has another format
   */
  static SavedState read(Path file, CommandSpec command) {
    try {
      JsonNode json = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
      if (json.path("schemaVersion").asInt() != 1 || !json.path("assistants").isObject()) {
        throw new ParameterException(
            command.commandLine(),
            "--live: %s must be an object with schemaVersion 1 and assistants, an object with an answer of the API for each slug"
                .formatted(file));
      }
      return new SavedState(file, json);
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(),
          "--live: file %s does not exist or is not JSON".formatted(file),
          e);
    }
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(UTF_8);
  }

  @Override
  public Map<ReviewTarget, ApiResult<LiveAssistant>> read(List<ReviewTarget> targets) {
    var results = new HashMap<ReviewTarget, ApiResult<LiveAssistant>>();
    targets.forEach(target -> results.put(target, read(target.desired().workspace())));
    return results;
  }

  private ApiResult<LiveAssistant> read(WorkspaceSlug workspace) {
    return Optional.ofNullable(assistants.get(workspace.canonical()))
        .orElseGet(
            () ->
                new ApiResult.Failure<>(
                    new ApiFailure.NotFound(
                        "%s has no assistant with the slug %s".formatted(file, workspace))));
  }

  @Override
  public Optional<Catalog> catalog(ReviewTarget target) {
    return catalog;
  }

  @Override
  public ApiResult<PhoneNumbers> phoneNumbers(ReviewTarget target) {
    return NumberPages.read(
        _ ->
            numbers.orElseGet(
                () ->
                    new ApiResult.Failure<>(
                        new ApiFailure.NotFound("%s has no numbers".formatted(file)))));
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }
}
