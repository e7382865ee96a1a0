package net.lumenia.voice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every malformed input gets one clear line with its place, and the right exit code. */
class MalformedInputTest {

  /** What is wrong with these is a change of what the cluster has. */
  private static final Set<String> NEED_A_CLUSTER =
      Set.of("workspace-changed.yaml", "workspace-named-otherwise.yaml");

  @TempDir private Path folder;

  static Stream<MalformedCase> cases() {
    return MalformedCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void malformedInputIsExplainedInOneLine(MalformedCase malformed) throws IOException {
    Path file = folder.resolve(malformed.file());
    Files.write(file, malformed.bytes());

    Typed typed = Typed.command("validate", "-f", file.toString());

    List<String> lines = typed.out().lines().toList();
    assertThat(
            lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.replace(file + ":", "").strip()))
        .containsExactlyElementsOf(malformed.lines());
    assertThat(typed.exitCode()).isEqualTo(malformed.exitCode());
    assertThat(typed.err()).doesNotContain("\tat ");
  }

  /** The path of an input, and what validate says about it. */
  static Stream<Arguments> paths() {
    return Stream.of(
        Arguments.of("nowhere.yaml", "does not exist; check the path"),
        Arguments.of("file.yaml/inside.yaml", "cannot be read: Not a directory"),
        Arguments.of(
            "dangling.yaml",
            "is a link to nowhere, which does not exist; remove or correct the link"),
        Arguments.of("loop", "is a link to a folder that contains it; remove the link"),
        Arguments.of("circle.yaml", "cannot be read: Too many levels of symbolic links"),
        Arguments.of("large.yaml", "has more than 64 MiB; split it"));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void pathThatCannotBeReadIsExplainedInOneLine(String path, String problem) throws IOException {
    Files.writeString(folder.resolve("file.yaml"), "a: b");
    Files.createSymbolicLink(folder.resolve("dangling.yaml"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("circle.yaml"), Path.of("circle.yaml"));
    Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("loop")).resolve("up"), Path.of(".."));
    try (var large = new RandomAccessFile(folder.resolve("large.yaml").toFile(), "rw")) {
      large.setLength((64L << 20) + 1);
    }

    Typed typed = Typed.command("validate", "-f", folder + "/" + path);

    assertThat(typed.out()).startsWith(folder + "/" + path).contains(": " + problem);
    assertThat(typed.exitCode()).isEqualTo(2);
    assertThat(typed.err()).doesNotContain("\tat ");
  }

  @Test
  void interruptedPipeIsExplainedInOneLine() {
    InputStream before = System.in;
    System.setIn(
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        });
    try {
      Typed typed = Typed.command("validate", "-f", "-");
      assertThat(typed.out())
          .isEqualTo(
              """
              stdin: reading ended with an error: Broken pipe
              0 valid, 0 invalid, 1 unreadable
              """);
      assertThat(typed.exitCode()).isEqualTo(2);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void closedOutputEndsQuietly() throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), "a: b");
    var err = new StringWriter();
    int exitCode =
        VoiceOperator.commandLine(Map.of())
            .setOut(new PrintWriter(new ClosedPipe(), true, UTF_8))
            .setErr(new PrintWriter(err, true))
            .execute("validate", "-f", file.toString());
    assertThat(exitCode).isZero();
    assertThat(err.toString()).doesNotContain("Broken pipe");
  }

  private static final class ClosedPipe extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  /** The verdicts of a real API server on the same manifests: ManifestTableTest. */
  @ParameterizedTest
  @CsvSource({"accepted, 0", "refused, 1"})
  void verdictIsThatOfAnApiServer(String table, int exitCode) throws Exception {
    Path cases = Path.of(Objects.requireNonNull(VoiceAssistant.class.getResource(table)).toURI());
    try (Stream<Path> files = Files.list(cases)) {
      assertThat(files.sorted().filter(file -> validate(file) != exitCode))
          .allMatch(file -> NEED_A_CLUSTER.contains(file.getFileName().toString()));
    }
  }

  private int validate(Path file) {
    try {
      String[] documents = Files.readString(file).split("(?m)^---\n", -1);
      String last = documents[documents.length - 1].replaceAll("(?m)^#.*", "");
      Path copy = folder.resolve(file.getFileName());
      Files.writeString(
          copy,
          Pattern.compile("<<(.+?)\\*([0-9]+)>>")
              .matcher(last)
              .replaceAll(repeat -> repeat.group(1).repeat(Integer.parseInt(repeat.group(2)))));
      return Typed.command("validate", "-f", copy.toString()).exitCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
