package net.lumenia.voice.plan;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/** Formats values for status and events: texts as digests, lists on one line. */
final class Display {

  private Display() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> Digest.describe(text);
      case Value.WholeNumber(long id) -> Long.toString(id);
      case Value.Fallbacks(var items) -> list(items.stream().map(Display::of).toList());
      case Component component -> String.join("/", component.keys().values());
    };
  }

  static String of(LiveValue value) {
    return switch (value) {
      case Value.Text text -> of((Value) text);
      case Value.WholeNumber number -> of((Value) number);
      case LiveValue.Items(var items) -> list(items.stream().map(Display::keys).toList());
      case LiveValue.Keys keys -> keys(keys);
    };
  }

  private static String keys(LiveValue.Keys keys) {
    return keys.keys().values().stream()
        .filter(Live.Reported.class::isInstance)
        .map(live -> ((Live.Reported<String>) live).value())
        .collect(joining("/"));
  }

  private static String list(Collection<String> items) {
    return "[" + String.join(", ", items) + "]";
  }
}
