package net.lumenia.voice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.CatalogReader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A saved answer of the API to a request for the catalog. */
final class CatalogFile {

  private CatalogFile() {}

  /**
   * Reads it with the operator's own reader.
   *
   * @throws ParameterException if the file cannot be read or has no catalog
   */
  static Catalog read(Path file, CommandSpec command) {
    try {
      return switch (CatalogReader.read(Files.readAllBytes(file))) {
        case ApiResult.Success<Catalog>(Catalog catalog) -> catalog;
        case ApiResult.Failure<Catalog>(var failure) ->
            throw new ParameterException(
                command.commandLine(),
                "--catalog: %s is not an answer of the API with a catalog: %s"
                    .formatted(file, failure.message()));
      };
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(),
          "--catalog: file %s does not exist or cannot be read".formatted(file));
    }
  }
}
