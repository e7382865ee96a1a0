package net.lumenia.voice.endtoend;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;

/** One operator and one API, which all rows share; some accounts have an API of their own. */
final class FaultStage implements AutoCloseable {

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final List<Simulator> others;
  private final List<ApiAccount> accounts = new ArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Cluster cluster;
  private final StatusWatch watch;
  private final OperatorProcess operator;

  /**
   * @param apis how many further APIs there are
   */
  FaultStage(ControlPlane plane, KubernetesClient client, long apis) {
    cluster = new Cluster(client);
    watch = new StatusWatch(client);
    others =
        Stream.generate(() -> Simulator.start(SimulatorOptions.defaults())).limit(apis).toList();
    operator = OperatorProcess.start(plane, cluster.namespace(), simulator, options());
  }

  private String[] options() {
    return Stream.concat(
            Stream.of("--resync-interval", "10s"),
            others.stream()
                .flatMap(other -> Stream.of("--allowed-base-url", other.baseUrl().toString())))
        .toArray(String[]::new);
  }

  Cluster cluster() {
    return cluster;
  }

  StatusWatch watch() {
    return watch;
  }

  OperatorProcess operator() {
    return operator;
  }

  /** The API's default account, which has phone numbers, for all who do not disturb each other. */
  ApiAccount sharedAccount() {
    return created(
        new ApiAccount(
            "shared",
            SimulatorOptions.ACCOUNT_ID,
            "token-that-is-shared",
            simulator,
            Reach.WORKSPACE));
  }

  /** An account that no other row uses. */
  ApiAccount newAccount() {
    return created(newAccount(simulator, Reach.ACCOUNT));
  }

  /** An account at an API that no other row uses. */
  ApiAccount newApi() {
    long taken = accounts.stream().filter(known -> known.reach() == Reach.API).count();
    return created(newAccount(others.get((int) taken), Reach.API));
  }

  private ApiAccount newAccount(Simulator at, Reach reach) {
    int number = numbers.incrementAndGet();
    String name = "account-%03d".formatted(number);
    String id = "5f0c2b1e-7d43-4a86-9e21-%012d".formatted(number);
    return new ApiAccount(name, id, "token-of-" + name, at, reach);
  }

  private ApiAccount created(ApiAccount account) {
    accounts.add(account);
    account.openAtApi();
    return account;
  }

  List<ApiAccount> accounts() {
    return accounts;
  }

  List<Simulator> apis() {
    return Stream.concat(Stream.of(simulator), others.stream()).toList();
  }

  @Override
  public void close() {
    try (simulator;
        watch;
        operator) {
      others.forEach(Simulator::close);
    }
  }
}
