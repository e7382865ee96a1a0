package net.lumenia.voice.bench.fleet;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.lumenia.voice.bench.fleet.ReadyWatch.Version;

/** The resources of one operator, numbered from 1. */
record Fleet(OperatorDefinition definition, KubeApi api, int size) {

  /** Of names, which are also the names of workspaces. */
  static final String PREFIX = "assistant-";

  private static final int AT_ONCE = 8;
  private static final String PROMPT =
      "You answer the phone for a company. Be friendly, brief and precise; ask one question at a time. "
          .repeat(20);

  /** Applies one of them; each revision has another first message. */
  Version apply(int number, int revision) {
    String name = name(number);
    String resource =
        definition.resource(
            new Placeholders(
                Map.of(
                    "name",
                    name,
                    "firstMessage",
                    firstMessage(number, revision),
                    "prompt",
                    PROMPT + number,
                    "voice",
                    "voice-" + number % 17)));
    return new Version(name, api.apply(definition.path() + "/" + name, resource));
  }

  /** Applies all of them, several at once. */
  List<Version> applyAll(int revision) {
    try (ExecutorService appliers = Executors.newFixedThreadPool(AT_ONCE)) {
      return appliers
          .invokeAll(
              IntStream.rangeClosed(1, size)
                  .<Callable<Version>>mapToObj(number -> () -> apply(number, revision))
                  .toList())
          .stream()
          .map(Fleet::result)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Version result(Future<Version> applied) {
    try {
      return applied.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String name(int number) {
    return PREFIX + number;
  }

  static String firstMessage(int number, int revision) {
    return "Hello, this is assistant %d, revision %d. How can I help you?"
        .formatted(number, revision);
  }
}
