package net.lumenia.voice.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/** What the API will show of a field after a PATCH. */
public final class PatchPreview {

  private PatchPreview() {}

  /**
   * The merged result. Of a fallback item, or of a voice or transcriber that is sent with its
   * provider, the API keeps only what is sent. Without a provider, the API merges the sent keys
   * into the live ones; a key that it does not show stays unreported, unless it was sent before.
   */
  public static LiveValue of(Value part, Value desired, Live<LiveValue> live) {
    return switch (part) {
      case Value.Text text -> text;
      case Value.WholeNumber number -> number;
      case Value.Fallbacks(var items) ->
          new LiveValue.Items(items.stream().map(PatchPreview::alone).toList());
      case Component component when component.provider().isPresent() -> alone(component);
      case Component component ->
          desired instanceof Component whole ? merged(whole, live) : alone(component);
    };
  }

  private static LiveValue.Keys alone(Component component) {
    var keys = new LinkedHashMap<String, Live<String>>();
    component.type().keys().forEach(name -> keys.put(name, new Live.Unset<>()));
    keys.putAll(given(component));
    return new LiveValue.Keys(keys);
  }

  private static LiveValue.Keys merged(Component desired, Live<LiveValue> live) {
    var keys = new LinkedHashMap<String, Live<String>>();
    if (live instanceof Live.Reported<LiveValue>(LiveValue.Keys shown)) {
      keys.putAll(shown.keys());
    }
    keys.putAll(given(desired));
    return new LiveValue.Keys(keys);
  }

  private static Map<String, Live<String>> given(Component component) {
    var keys = new LinkedHashMap<String, Live<String>>();
    component.keys().forEach((name, value) -> keys.put(name, new Live.Reported<>(value)));
    return keys;
  }
}
