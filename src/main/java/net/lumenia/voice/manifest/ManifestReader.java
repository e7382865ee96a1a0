package net.lumenia.voice.manifest;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads manifests as kubectl does, but strictly: a key that is there twice is an error, not a
 * surprise.
 */
public final class ManifestReader {

  private ManifestReader() {}

  /**
   * Reads all manifests. Problems are values; throws no exception for what a user can give.
   *
   * @param paths files, folders, and {@code -} for stdin; an empty one is a problem
   */
  public static Manifests read(List<String> paths, InputStream stdin) {
    var problems = new ArrayList<ManifestProblem>();
    return read(InputFiles.read(paths, stdin, problems), problems);
  }

  /** Reads all manifests in a folder, which may have none. */
  public static Manifests readFolder(Path folder) {
    var problems = new ArrayList<ManifestProblem>();
    return read(InputFiles.readFolder(folder, problems), problems);
  }

  private static Manifests read(List<InputFiles.Input> inputs, List<ManifestProblem> problems) {
    var objects = new ManifestObjects(problems);
    // Parsing takes most of the time.
    inputs.parallelStream()
        .map(ManifestReader::parse)
        .toList()
        .forEach(parsed -> add(parsed, objects, problems));
    return objects.manifests();
  }

  /**
   * A parsed input.
   *
   * @param end what ended the reading; empty if the whole input is well-formed
   */
  private record Parsed(
      InputFiles.Input input, List<Document> documents, Optional<Malformed> end) {}

  private static Parsed parse(InputFiles.Input input) {
    var documents = new ArrayList<Document>();
    try {
      if (isJson(input)) {
        JsonDocuments.read(input.text(), documents);
      } else {
        YamlDocuments.read(input.text(), documents);
      }
      return new Parsed(input, documents, Optional.empty());
    } catch (Malformed malformed) {
      return new Parsed(input, documents, Optional.of(malformed));
    }
  }

  private static void add(Parsed parsed, ManifestObjects objects, List<ManifestProblem> problems) {
    InputFiles.Input input = parsed.input();
    parsed.documents().forEach(document -> objects.add(input.name(), document));
    parsed.end().ifPresent(why -> problems.add(ManifestProblem.unreadable(input.name(), why)));
    boolean isEmpty = parsed.documents().stream().allMatch(document -> document.json().isNull());
    if (parsed.end().isEmpty() && input.isNamed() && isEmpty) {
      problems.add(
          ManifestProblem.unreadable(
              input.name(), "there is nothing in it; give at least one manifest"));
    }
  }

  private static boolean isJson(InputFiles.Input input) {
    String start = input.text().stripLeading();
    return input.name().endsWith(".json") || (start.startsWith("{") && !start.startsWith("{{"));
  }
}
