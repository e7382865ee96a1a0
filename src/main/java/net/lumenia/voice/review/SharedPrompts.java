package net.lumenia.voice.review;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import net.lumenia.voice.assistant.Field;

/** Finds prompts in ConfigMaps that change several assistants. */
public final class SharedPrompts {

  private SharedPrompts() {}

  /** A sentence for each such prompt, with all assistants that it changes. */
  public static List<String> notes(List<Reviewed> assistants) {
    return assistants.stream()
        .filter(one -> one.target().desired().promptFrom().isPresent())
        .filter(one -> changesPrompt(one.verdict()))
        .collect(groupingBy(SharedPrompts::source, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(
            entry ->
                "%s changes the prompt of %d assistants: %s"
                    .formatted(entry.getKey(), entry.getValue().size(), names(entry.getValue())))
        .toList();
  }

  private static boolean changesPrompt(Verdict verdict) {
    return verdict instanceof Verdict.Change change
        && change.patch().fields().contains(Field.PROMPT);
  }

  private static String source(Reviewed one) {
    var reference = one.target().desired().promptFrom().orElseThrow();
    return "key %s of ConfigMap %s/%s"
        .formatted(reference.key(), one.target().namespace(), reference.name());
  }

  private static String names(List<Reviewed> assistants) {
    return assistants.stream().map(one -> one.target().name()).collect(joining(", "));
  }
}
