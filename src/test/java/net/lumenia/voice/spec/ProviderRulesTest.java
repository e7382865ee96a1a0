package net.lumenia.voice.spec;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.generator.annotation.ValidationRule;
import java.util.Arrays;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.ProviderRule;
import net.lumenia.voice.crd.TranscriberSpec;
import net.lumenia.voice.crd.VoiceSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The CRD states the provider rules as CEL. They must be those of {@link ProviderRule}. */
class ProviderRulesTest {

  record CelRule(String value, String fieldPath, String message) {

    static CelRule of(ValidationRule rule) {
      return new CelRule(rule.value(), rule.fieldPath(), rule.message());
    }
  }

  @ParameterizedTest
  @EnumSource(ComponentType.class)
  void celStatesTheSameRules(ComponentType type) {
    Class<?> schema =
        switch (type) {
          case VOICE -> VoiceSpec.class;
          case TRANSCRIBER -> TranscriberSpec.class;
        };

    Stream<CelRule> stated =
        Arrays.stream(schema.getAnnotationsByType(ValidationRule.class))
            .filter(rule -> rule.value().contains("self.provider !=") && !isBlankCheck(rule))
            .map(CelRule::of);

    assertThat(stated)
        .containsExactlyElementsOf(
            ProviderRule.ALL.stream()
                .filter(rule -> rule.type() == type)
                .flatMap(ProviderRulesTest::cel)
                .toList());
  }

  private static boolean isBlankCheck(ValidationRule rule) {
    return rule.value().contains("trim()");
  }

  private static Stream<CelRule> cel(ProviderRule rule) {
    String otherProvider =
        "!has(self.provider) || self.provider != '%s' || ".formatted(rule.provider());
    String needed = rule.needs().stream().map("has(self.%s)"::formatted).collect(joining(" && "));
    String all = rule.needs().size() == 1 ? needed : "(" + needed + ")";
    return Stream.concat(
        Stream.of(new CelRule(otherProvider + all, "", rule.missing())),
        rule.refuses().stream()
            .map(
                key ->
                    new CelRule(
                        otherProvider + "!has(self.%s)".formatted(key),
                        "." + key,
                        rule.unwanted(key))));
  }
}
