package net.lumenia.voice.cli;

import java.util.regex.Pattern;
import net.lumenia.voice.cluster.LabelSelector;
import net.lumenia.voice.cluster.Slice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The part of the fleet that this installation or replica serves. */
final class SliceOptions {

  private static final Pattern OBJECT_AND_LABEL =
      Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  @Option(
      names = "--selector",
      paramLabel = "SELECTOR",
      description =
          "Label selector of the VoiceAssistants and LumeniaAccounts that this installation serves,"
              + " such as slice=a or slice notin (a,b). Each selector has a lease of its own; all"
              + " replicas need the same text. Default: all resources")
  private @Nullable String selector;

  @Option(
      names = "--shard-name",
      paramLabel = "NAME",
      description =
          "Serve what the sharder of kubernetes-controller-sharding assigns to this name, which each"
              + " replica needs for itself, such as the name of its pod. Default: none")
  private @Nullable String shardName;

  @Option(
      names = "--controller-ring",
      paramLabel = "NAME",
      defaultValue = "voice-operator",
      description = "Name of the ControllerRing for --shard-name. Default: ${DEFAULT-VALUE}")
  private String controllerRing = "voice-operator";

  /**
   * The slice.
   *
   * @param hasLease whether this process uses leader election
   * @throws ParameterException if the options are invalid or exclude each other
   */
  Slice slice(CommandSpec command, boolean hasLease) {
    if (selector != null && shardName != null) {
      throw wrong(
          command,
          "--selector and --shard-name exclude each other: the sharder assigns every resource of"
              + " its ring; limit the ring by spec.namespaceSelector of the ControllerRing");
    }
    if (shardName != null) {
      return shard(command, shardName, hasLease);
    }
    try {
      return selector == null
          ? Slice.whole()
          : new Slice.Selected(LabelSelector.parse(selector.strip()));
    } catch (IllegalArgumentException e) {
      throw wrong(command, "--selector: " + e.getMessage());
    }
  }

  private Slice shard(CommandSpec command, String name, boolean hasLease) {
    if (!hasLease) {
      throw wrong(
          command,
          "--shard-name needs the shard's lease, by which the sharder finds it; remove"
              + " --no-leader-election");
    }
    return new Slice.Shard(
        label(command, "--controller-ring", controllerRing), label(command, "--shard-name", name));
  }

  /** A text that can be the value of a label and the name of an object. */
  private static String label(CommandSpec command, String option, String name) {
    if (!OBJECT_AND_LABEL.matcher(name).matches()) {
      throw wrong(
          command,
          "%s: must be at most 63 lower-case letters, digits and '-', and begin and end with a letter or digit, not '%s'"
              .formatted(option, name));
    }
    return name;
  }

  private static ParameterException wrong(CommandSpec command, String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
