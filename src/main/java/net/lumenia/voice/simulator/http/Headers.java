package net.lumenia.voice.simulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The headers of a request. Names are case-insensitive. */
public final class Headers {

  private final NavigableMap<String, List<String>> values =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  void add(String name, String value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value, if the request has the header exactly once. */
  public Optional<String> only(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(sent -> sent.size() == 1)
        .map(List::getFirst);
  }

  /** Whether a list header, such as {@code Connection}, contains this element. */
  boolean lists(String name, String element) {
    return values.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(part -> part.strip().equalsIgnoreCase(element));
  }
}
