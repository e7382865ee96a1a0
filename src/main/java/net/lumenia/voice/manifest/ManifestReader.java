package net.lumenia.voice.manifest;

import java.io.InputStream;
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
   * @param paths files, folders, and {@code -} for stdin
   */
  public static Manifests read(List<String> paths, InputStream stdin) {
    var problems = new ArrayList<ManifestProblem>();
    var objects = new ManifestObjects(problems);
    for (InputFiles.Input input : InputFiles.read(paths, stdin, problems)) {
      read(input, objects, problems);
    }
    return objects.manifests();
  }

  private static void read(
      InputFiles.Input input, ManifestObjects objects, List<ManifestProblem> problems) {
    var documents = new ArrayList<Document>();
    Optional<Malformed> end = parse(input, documents);
    documents.forEach(document -> objects.add(input.name(), document));
    end.ifPresent(why -> problems.add(ManifestProblem.unreadable(input.name(), why)));
    boolean isEmpty = documents.stream().allMatch(document -> document.json().isNull());
    if (end.isEmpty() && input.isNamed() && isEmpty) {
      problems.add(
          ManifestProblem.unreadable(
              input.name(), "there is nothing in it; give at least one manifest"));
    }
  }

  /** What ends the reading; empty if the whole input is well-formed. */
  private static Optional<Malformed> parse(InputFiles.Input input, List<Document> documents) {
    try {
      if (isJson(input)) {
        JsonDocuments.read(input.text(), documents);
      } else {
        YamlDocuments.read(input.text(), documents);
      }
      return Optional.empty();
    } catch (Malformed malformed) {
      return Optional.of(malformed);
    }
  }

  private static boolean isJson(InputFiles.Input input) {
    String start = input.text().stripLeading();
    return input.name().endsWith(".json") || (start.startsWith("{") && !start.startsWith("{{"));
  }
}
