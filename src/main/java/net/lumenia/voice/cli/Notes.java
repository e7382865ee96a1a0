package net.lumenia.voice.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.assistant.WorkspaceSlug;

/** Messages about workspaces, for stderr: equal ones become one line that names the workspaces. */
final class Notes {

  private static final int NAMED = 3;

  private final Map<String, List<String>> workspaces = new LinkedHashMap<>();

  void add(WorkspaceSlug workspace, String message) {
    workspaces.computeIfAbsent(message, _ -> new ArrayList<>()).add(label(workspace));
  }

  void addAll(Notes others) {
    others.workspaces.forEach(
        (message, names) ->
            workspaces.computeIfAbsent(message, _ -> new ArrayList<>()).addAll(names));
  }

  boolean isEmpty() {
    return workspaces.isEmpty();
  }

  /** How messages name a workspace. */
  static String label(WorkspaceSlug workspace) {
    return Optional.of(ServerText.clean(workspace.name().orElse("")))
        .filter(name -> !name.isBlank())
        .orElse(workspace.text());
  }

  /** The lines. */
  List<String> lines() {
    return workspaces.entrySet().stream()
        .map(entry -> names(entry.getValue()) + ": " + entry.getKey())
        .toList();
  }

  void print(PrintWriter err) {
    lines().forEach(err::println);
    err.flush();
  }

  private static String names(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() <= NAMED ? first : "%s and %d more".formatted(first, all.size() - NAMED);
  }
}
