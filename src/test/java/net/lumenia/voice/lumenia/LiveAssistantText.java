package net.lumenia.voice.lumenia;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LiveAssistant} as text for test tables: a value is itself, unset is null, unreported is
 * omitted, unreadable is {@code {"unreadable": "path: problem"}}.
 */
final class LiveAssistantText {

  private LiveAssistantText() {}

  static Map<String, @Nullable Object> assistant(LiveAssistant assistant) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    assistant
        .values()
        .forEach(
            (field, live) -> shown.put(field.specName(), live(live, LiveAssistantText::value)));
    return shown;
  }

  private static <T> @Nullable Object live(Live<T> live, Function<T, Object> value) {
    return switch (live) {
      case Live.Reported<T>(T reported) -> value.apply(reported);
      case Live.Unset<T> _ -> null;
      case Live.Unreadable<T>(String path, String problem) ->
          Map.of("unreadable", path + ": " + problem);
      case Live.Unreported<T> _ -> throw new AssertionError("listed although unreported");
    };
  }

  private static Object value(LiveValue value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.WholeNumber(long id) -> id;
      case LiveValue.Keys keys -> keys(keys);
      case LiveValue.Items(var items) -> items.stream().map(LiveAssistantText::keys).toList();
    };
  }

  private static Map<String, @Nullable Object> keys(LiveValue.Keys keys) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    keys.keys().forEach((name, live) -> shown.put(name, live(live, text -> text)));
    return shown;
  }
}
