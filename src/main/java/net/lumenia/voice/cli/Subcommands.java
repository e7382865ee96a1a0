package net.lumenia.voice.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of the program. Reading the options of all commands takes longer than most commands
 * themselves, so a command that is not used has only its name and description.
 */
final class Subcommands {

  private static final List<Class<?>> ALL =
      List.of(
          StatusCommand.class,
          ApproveCommand.class,
          CatalogCommand.class,
          ExportCommand.class,
          DiffCommand.class,
          AuditCommand.class,
          ValidateCommand.class,
          RollbackCommand.class,
          WaitCommand.class,
          CompletionCommand.class,
          CandidatesCommand.class,
          RunCommand.class,
          SimulateCommand.class,
          HelpCommand.class);

  private Subcommands() {}

  /** Adds every command with its options. */
  static void addAll(CommandLine program, CalledAs calledAs) {
    for (Class<?> command : ALL) {
      add(new CommandLine(command), program, calledAs);
    }
  }

  /**
   * Adds the commands that the arguments may name with their options, and the other ones for the
   * list of commands only.
   */
  static void addUsed(CommandLine program, CalledAs calledAs, List<String> arguments) {
    boolean isAnyInFile = arguments.toString().contains("@");
    for (Class<?> command : ALL) {
      Command description = requireNonNull(command.getAnnotation(Command.class));
      boolean isUsed = isAnyInFile || arguments.contains(description.name());
      add(isUsed ? new CommandLine(command) : listed(description), program, calledAs);
    }
  }

  private static void add(CommandLine command, CommandLine program, CalledAs calledAs) {
    if (!calledAs.lists(command.getCommandName())) {
      command.getCommandSpec().usageMessage().hidden(true);
    }
    program.addSubcommand(command);
  }

  private static CommandLine listed(Command command) {
    CommandSpec spec = CommandSpec.create().name(command.name());
    spec.usageMessage()
        .header(command.header())
        .description(command.description())
        .hidden(command.hidden());
    return new CommandLine(spec);
  }
}
