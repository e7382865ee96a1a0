package net.lumenia.voice.lumenia;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okhttp3.Protocol;

/** The main class that {@link SmallHeapTest} runs in its own JVM. */
final class SmallHeap {

  private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60));
  private static final int ASSISTANTS = 16;

  private SmallHeap() {}

  /**
   * Reads concurrently sixteen assistants of different accounts, sixteen of one account, and a
   * catalog for each. Prints failures, and the number of successes.
   */
  public static void main(String[] args) throws Exception {
    String baseUrl = args[0];
    var client =
        new LumeniaClient(
            "1.2.3",
            LIMITS,
            Api.transport(LIMITS, Protocol.valueOf(args[1])),
            new BodyBudget(),
            (_, _, _) -> {},
            Clock.systemUTC());
    // MockWebServer applies settings a little late.
    Api.value(client.verifyToken(account(baseUrl, "first")));
    List<Callable<ApiResult<?>>> calls = new ArrayList<>();
    for (int i = 0; i < ASSISTANTS; i++) {
      Credentials own = account(baseUrl, "account-" + i);
      String slug = "kind" + i % SmallHeapTest.KINDS;
      calls.add(() -> client.getAssistant(own, slug));
      calls.add(() -> client.getAssistant(account(baseUrl, "shared"), slug));
    }
    calls.add(() -> client.getCatalog(account(baseUrl, "values")));
    calls.add(() -> client.getCatalog(account(baseUrl, "strings")));
    calls.add(() -> client.getCatalog(account(baseUrl, "objects")));
    int read = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(calls)) {
        if (result.get() instanceof Success) {
          read++;
        } else {
          System.out.println(result.get());
        }
      }
    }
    System.out.println("read " + read);
  }

  private static Credentials account(String baseUrl, String id) {
    return new Credentials(
        AccountEndpoint.of(baseUrl, id).orElseThrow(), Token.of(Api.SECRET).orElseThrow());
  }
}
