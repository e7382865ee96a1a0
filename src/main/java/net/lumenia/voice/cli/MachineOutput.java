package net.lumenia.voice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.PrintWriter;

/** Prints a tree for programs. */
enum MachineOutput {
  JSON(
      JsonMapper.builder()
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")))),
  YAML(
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build()
          .writer());

  @SuppressWarnings("ImmutableEnumChecker") // a writer is immutable
  private final ObjectWriter writer;

  MachineOutput(ObjectWriter writer) {
    this.writer = writer;
  }

  /** The text, which ends with a line break. */
  String text(JsonNode tree) {
    try {
      return writer.writeValueAsString(tree).stripTrailing() + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  void print(JsonNode tree, PrintWriter out) {
    out.print(text(tree));
    out.flush();
  }
}
