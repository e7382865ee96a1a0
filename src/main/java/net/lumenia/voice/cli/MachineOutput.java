package net.lumenia.voice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import net.lumenia.voice.export.YamlText;

/** Prints a tree for programs. */
enum MachineOutput {
  JSON,
  YAML;

  private static final ObjectWriter PRETTY =
      JsonMapper.builder()
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  /** The text, which ends with a line break. */
  String text(JsonNode tree) {
    return switch (this) {
      case JSON -> json(tree);
      case YAML -> YamlText.of(tree);
    };
  }

  private static String json(JsonNode tree) {
    try {
      return PRETTY.writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  void print(JsonNode tree, PrintWriter out) {
    out.print(text(tree));
    out.flush();
  }
}
