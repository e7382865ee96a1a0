package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.LiveAssistant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every managed field is in the schema, read from a spec, sent, read from a response, compared,
 * shown in status and kept for rollback.
 */
class EveryFieldTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static String value(FieldType type) {
    return switch (type) {
      case FieldType.Text _ -> "\"a\"";
      case FieldType.WholeNumber(long min, long _) -> Long.toString(min);
      case FieldType.Single(ComponentType component) -> component(component);
      case FieldType.ListOf(ComponentType component) -> "[" + component(component) + "]";
    };
  }

  private static String component(ComponentType type) {
    return switch (type) {
      case VOICE -> "{\"provider\":\"11labs\",\"voiceId\":\"a\",\"model\":\"b\"}";
      case TRANSCRIBER -> "{\"provider\":\"deepgram\",\"model\":\"a\",\"language\":\"b\"}";
    };
  }

  private static String named(String name, Field field) {
    return "{\"%s\":%s}".formatted(name, value(field.type()));
  }

  private static LiveAssistant live(String assistant) throws JsonProcessingException {
    return Readings.live(JSON.readTree(assistant));
  }

  private static AssistantConfig desired(Field field) throws JsonProcessingException {
    return Readings.config((ObjectNode) JSON.readTree(named(field.specName(), field)));
  }

  private static Plan plan(AssistantConfig desired, LiveAssistant live) {
    return Planner.plan(desired, live, History.NONE, Optional.empty(), SendRules.DEFAULT);
  }

  @ParameterizedTest
  @EnumSource
  void isReadFromSpecAndSent(Field field) throws JsonProcessingException {
    AssistantConfig desired = desired(field);

    assertThat(desired.managed()).containsExactly(field);
    assertThat(plan(desired, live("{}")))
        .isInstanceOfSatisfying(
            Plan.Change.class,
            change -> assertThat(change.patch().body()).isEqualTo(named(field.apiName(), field)));
  }

  @ParameterizedTest
  @EnumSource
  void isReadFromResponseComparedAndKept(Field field) throws JsonProcessingException {
    AssistantConfig desired = desired(field);
    LiveAssistant live = live(named(field.apiName(), field));

    assertThat(plan(desired, live)).isEqualTo(new Plan.NoChange(Set.of(), Diff.NONE));
    JsonNode kept =
        ReplacedValues.of(new AssistantPatch(desired.values()), live).orElseThrow().data();
    assertThat(kept.path("spec")).hasToString(named(field.specName(), field));
  }

  @ParameterizedTest
  @EnumSource
  void isInTheSchemaOfSpecAndStatus(Field field) throws IOException {
    JsonNode schema =
        new ObjectMapper(new YAMLFactory())
            .readTree(new File("crds/voiceassistants.voice.lumenia.net.yaml"))
            .at("/spec/versions/0/schema/openAPIV3Schema/properties");

    assertThat(schema.at("/spec/properties").has(field.specName())).isTrue();
    assertThat(schema.at("/status/properties/assistant/properties").has(field.specName())).isTrue();
  }
}
