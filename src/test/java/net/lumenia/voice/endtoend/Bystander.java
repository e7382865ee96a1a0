package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** An assistant that nothing happens to, and that must not notice what happens to others. */
final class Bystander {

  private final FaultStage stage;
  private final ApiAccount account;
  private final String name;
  private final String versions;

  /** Makes it, and returns when it is in sync. */
  Bystander(FaultStage stage, ApiAccount account, String name) {
    this.stage = stage;
    this.account = account;
    this.name = name;
    account.addWorkspace(name, new LiveModel().copy());
    account.applyTo(stage.cluster());
    stage
        .cluster()
        .applyAssistant(
            name, "accountRef: {name: %s}\nfirstMessage: Old".formatted(account.name()));
    eventually(() -> assertThat(stage.watch().reasons(name)).endsWith("Synced"));
    versions = versions();
  }

  Clockwork clockwork() {
    return new Clockwork(account.traffic(), name);
  }

  private String versions() {
    return stage.cluster().assistant(name).getMetadata().getResourceVersion()
        + " "
        + stage.cluster().account(account.name()).getMetadata().getResourceVersion();
  }

  void assertUnaffected() {
    assertThat(versions()).as("%s and its account", name).isEqualTo(versions);
    assertThat(account.traffic().patches(name)).isEmpty();
    assertThat(account.traffic().looks(name)).isGreaterThan(3);
    assertThat(account.assistant(name)).isEqualTo(new LiveModel().copy());
  }
}
