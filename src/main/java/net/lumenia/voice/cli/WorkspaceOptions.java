package net.lumenia.voice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.WorkspaceSlug;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * The options that name workspaces. The API documents no call that lists them, so the user or the
 * cluster does.
 */
final class WorkspaceOptions {

  /** Enough for a million names. */
  private static final int MAX_BYTES = 64 << 20;

  @Option(
      names = "--workspace",
      paramLabel = "NAME",
      description = "Name of a workspace, as in the dashboard. Repeatable")
  private List<String> names = List.of();

  @Option(
      names = "--workspaces-from",
      paramLabel = "FILE",
      description = "File with one name of a workspace per line; - for standard input")
  private @Nullable String file;

  /**
   * The named workspaces, each once.
   *
   * @param stdin for {@code -}
   * @throws picocli.CommandLine.ParameterException if a name is blank or the file can't be read
   */
  SequencedSet<WorkspaceSlug> named(CommandSpec command, InputStream stdin) {
    var checked = new CheckedOptions(command);
    if (names.stream().anyMatch(String::isBlank)) {
      throw checked.wrong("--workspace: the name must not be blank");
    }
    var slugs = new LinkedHashSet<WorkspaceSlug>();
    Stream.concat(names.stream(), file == null ? Stream.empty() : lines(checked, file, stdin))
        .map(WorkspaceSlug::ofName)
        .forEach(slugs::add);
    return slugs;
  }

  private static Stream<String> lines(CheckedOptions checked, String file, InputStream stdin) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file, stdin))).toString();
      return text.replaceFirst("^\uFEFF", "").lines().filter(line -> !line.isBlank());
    } catch (CharacterCodingException e) {
      throw checked.wrong("--workspaces-from: %s is not UTF-8 text".formatted(file));
    } catch (IOException e) {
      throw checked.wrong(
          "--workspaces-from: file %s does not exist or cannot be read".formatted(file));
    }
  }

  private static byte[] bytes(String file, InputStream stdin) throws IOException {
    if (file.equals("-")) {
      return stdin.readNBytes(MAX_BYTES);
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return in.readNBytes(MAX_BYTES);
    }
  }
}
