package net.lumenia.voice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the API server requires of the metadata of every object. */
final class MetadataRules {

  private static final String LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern NAMESPACE = Pattern.compile(LABEL);
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_NAMESPACE = 63;

  private final Source source;
  private final List<ManifestProblem> problems = new ArrayList<>();

  private MetadataRules(Source source) {
    this.source = source;
  }

  static List<ManifestProblem> problems(JsonNode metadata, Source source) {
    var rules = new MetadataRules(source);
    if (metadata.isObject()) {
      rules.name(metadata);
      rules.namespace(metadata);
      rules.texts(metadata, "labels");
      rules.texts(metadata, "annotations");
    } else {
      rules.require(false, "metadata", () -> "must be an object; add it with a name");
    }
    return rules.problems;
  }

  private void require(boolean holds, String path, Supplier<String> message) {
    if (!holds) {
      problems.add(source.problem(path, message.get()));
    }
  }

  private void name(JsonNode metadata) {
    JsonNode name = metadata.path("name");
    if (name.isMissingNode() || name.isNull()) {
      require(
          false,
          "metadata.name",
          () ->
              metadata.has("generateName")
                  ? "is missing; generateName gives another name each time, so give a name"
                  : "is missing; give a name");
      return;
    }
    require(
        name.isTextual()
            && name.textValue().length() <= LONGEST_NAME
            && NAME.matcher(name.textValue()).matches(),
        "metadata.name",
        () ->
            "%s is not a name; use at most %d lower-case letters, digits, '-' and '.', starting and ending with a letter or digit%s"
                .formatted(name, LONGEST_NAME, quotes(name)));
  }

  private void namespace(JsonNode metadata) {
    JsonNode namespace = metadata.path("namespace");
    require(
        namespace.isMissingNode()
            || namespace.isNull()
            || (namespace.isTextual()
                && namespace.textValue().length() <= LONGEST_NAMESPACE
                && NAMESPACE.matcher(namespace.textValue()).matches()),
        "metadata.namespace",
        () ->
            "%s is not a namespace; use at most %d lower-case letters, digits and '-', starting and ending with a letter or digit%s"
                .formatted(namespace, LONGEST_NAMESPACE, quotes(namespace)));
  }

  private void texts(JsonNode metadata, String name) {
    JsonNode texts = metadata.path(name);
    String path = "metadata." + name;
    require(
        texts.isMissingNode() || texts.isNull() || texts.isObject(),
        path,
        () -> "expected an object of texts; write key: value");
    texts
        .properties()
        .forEach(
            entry ->
                require(
                    entry.getValue().isTextual(),
                    Positions.child(path, entry.getKey()),
                    () ->
                        "expected a string, found %s%s"
                            .formatted(entry.getValue(), quotes(entry.getValue()))));
  }

  private static String quotes(JsonNode value) {
    return value.isValueNode() && !value.isTextual() ? "; put it in quotes" : "";
  }
}
