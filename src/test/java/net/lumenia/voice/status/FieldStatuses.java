package net.lumenia.voice.status;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Corrections;
import net.lumenia.voice.crd.VoiceAssistantStatus.FieldStatus;

/** Reads and makes {@code status.fields} across the fields. */
public final class FieldStatuses {

  private FieldStatuses() {}

  /** A status that remembers that these values were sent or proven. */
  public static RawJson applied(AssistantConfig desired) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    for (Field field : desired.managed()) {
      ObjectNode hashes =
          status.withObject("fields").putObject(field.specName()).putObject("applied");
      desired.applied(field).hashes().forEach(hashes::put);
    }
    return new RawJson(status);
  }

  /** The state of each field. */
  public static Map<String, String> states(VoiceAssistantStatus status) {
    return entries(status).entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                entry -> String.valueOf(entry.getValue().state()),
                (one, _) -> one,
                TreeMap::new));
  }

  /** The paths that the API does not report, such as {@code voice.model}, sorted. */
  public static List<String> unreported(VoiceAssistantStatus status) {
    return entries(status).entrySet().stream()
        .filter(entry -> Boolean.TRUE.equals(entry.getValue().unreported()))
        .flatMap(entry -> paths(entry.getKey(), entry.getValue()))
        .sorted()
        .toList();
  }

  private static Stream<String> paths(String field, FieldStatus status) {
    List<String> keys = status.unreportedKeys();
    return keys == null ? Stream.of(field) : keys.stream().map(key -> field + "." + key);
  }

  /** The recent corrections of each corrected field. */
  public static Map<String, Corrections> corrections(VoiceAssistantStatus status) {
    var corrections = new TreeMap<String, Corrections>();
    entries(status)
        .forEach(
            (field, entry) -> {
              if (entry.corrections() != null) {
                corrections.put(field, entry.corrections());
              }
            });
    return corrections;
  }

  private static Map<String, FieldStatus> entries(VoiceAssistantStatus status) {
    Map<String, FieldStatus> fields = status.fields();
    return fields == null ? Map.of() : fields;
  }
}
