package net.lumenia.voice.manifest;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

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
    try {
      if (isJson(input)) {
        JsonDocuments.read(input.text(), documents);
      } else {
        YamlDocuments.read(input.text(), documents);
      }
      if (input.isNamed() && documents.stream().allMatch(document -> document.json().isNull())) {
        problems.add(
            ManifestProblem.unreadable(
                input.name(), "there is nothing in it; give at least one manifest"));
      }
    } catch (Malformed malformed) {
      problems.add(ManifestProblem.unreadable(input.name(), malformed));
    }
    documents.forEach(document -> objects.add(input.name(), document));
  }

  private static boolean isJson(InputFiles.Input input) {
    String start = input.text().stripLeading();
    return input.name().endsWith(".json") || (start.startsWith("{") && !start.startsWith("{{"));
  }
}
