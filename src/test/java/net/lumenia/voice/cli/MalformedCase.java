package net.lumenia.voice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A case of the table of malformed inputs. In its file
 *
 * <ul>
 *   <li>{@code === bad.yaml exit 1} starts a case: the file's name and the exit code;
 *   <li>{@code > 3:5: spec: ...} is a line that {@code validate} must print, after the file;
 *   <li>{@code @assistant} stands for the first three lines of a VoiceAssistant;
 *   <li>{@code <<x*3>>} stands for {@code xxx}, and {@code [[FF 00]]} for these bytes.
 * </ul>
 *
 * @param file its name
 * @param exitCode what validate must return
 * @param lines what validate must print about the file
 * @param content of the file
 */
record MalformedCase(String file, int exitCode, List<String> lines, String content) {

  private static final Pattern CASE = Pattern.compile("^=== ", Pattern.MULTILINE);
  private static final Pattern REPEAT = Pattern.compile("<<([^>]+?)\\*([0-9]+)>>");
  private static final Pattern BYTES = Pattern.compile("\\[\\[([0-9A-F ]+)]]");
  private static final String ASSISTANT =
      """
      apiVersion: voice.lumenia.net/v1alpha1
      kind: VoiceAssistant
      metadata: {name: support}
      """;

  /** All cases of the table beside this class. */
  static Stream<MalformedCase> all() {
    try (InputStream table =
        Objects.requireNonNull(MalformedCase.class.getResourceAsStream("malformed.txt"))) {
      String text = new String(table.readAllBytes(), UTF_8);
      return Arrays.stream(CASE.split(text)).skip(1).map(MalformedCase::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MalformedCase read(String text) {
    String[] head = text.lines().findFirst().orElseThrow().split(" exit ", 2);
    var expected = new ArrayList<String>();
    var content = new StringBuilder();
    text.lines()
        .skip(1)
        .forEach(
            line -> {
              if (line.startsWith("> ")) {
                expected.add(line.substring(2));
              } else {
                content.append(line).append('\n');
              }
            });
    return new MalformedCase(
        head[0], Integer.parseInt(head[1]), List.copyOf(expected), content.toString());
  }

  /** The content with everything that the table abbreviates. */
  byte[] bytes() {
    String text =
        REPEAT
            .matcher(content.replace("@assistant\n", ASSISTANT))
            .replaceAll(repeat -> repeat.group(1).repeat(Integer.parseInt(repeat.group(2))));
    var bytes = new ByteArrayOutputStream();
    int end = 0;
    for (MatchResult match : BYTES.matcher(text).results().toList()) {
      bytes.writeBytes(text.substring(end, match.start()).getBytes(UTF_8));
      bytes.writeBytes(HexFormat.ofDelimiter(" ").parseHex(match.group(1)));
      end = match.end();
    }
    bytes.writeBytes(text.substring(end).getBytes(UTF_8));
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    return file;
  }
}
