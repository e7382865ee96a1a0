package net.lumenia.voice.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.plan.Readings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** See also EveryFieldTest of plan. */
class EveryFieldIsShownTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void inStatusUnderItsNameInTheSpec(Field field) throws JsonProcessingException {
    JsonNode shown = JSON.valueToTree(AssistantView.of(live(field), Optional.empty()));

    assertThat(shown.properties())
        .hasSize(1)
        .allMatch(one -> one.getKey().equals(field.specName()));
  }

  private static LiveAssistant live(Field field) throws JsonProcessingException {
    String value =
        switch (field.type()) {
          case FieldType.Text _ -> "\"a\"";
          case FieldType.WholeNumber range -> Long.toString(range.max());
          case FieldType.Single _ -> "{\"provider\": \"a\"}";
          case FieldType.ListOf _ -> "[{\"provider\": \"a\"}]";
        };
    return Readings.live(JSON.readTree("{\"%s\": %s}".formatted(field.apiName(), value)));
  }
}
