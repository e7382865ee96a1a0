package net.lumenia.voice.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.catalog.KnownCatalog;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.manifest.ManifestReader;
import net.lumenia.voice.manifest.Manifests;
import net.lumenia.voice.numbers.NumberResult;
import net.lumenia.voice.plan.PlanCase;
import net.lumenia.voice.review.ReviewTarget;
import net.lumenia.voice.review.ReviewTargets;
import net.lumenia.voice.review.Reviewer;
import net.lumenia.voice.review.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code diff} says and what the operator then sends are the same bytes. */
class ReviewedBytesTest {

  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
  private static final InstantSource CLOCK = () -> PlanCase.NOW;

  static List<PlanCase> cases() throws IOException, URISyntaxException {
    return PlanCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void operatorSendsWhatDiffSaid(PlanCase given) throws IOException {
    var api = new CaseApi(given);
    SimulatedCluster cluster = reconcile(given, api);

    Optional<Verdict> verdict = review(given);

    Optional<Verdict.Change> change =
        verdict.filter(Verdict.Change.class::isInstance).map(Verdict.Change.class::cast);
    assertThat(api.sent)
        .containsExactlyElementsOf(
            change.filter(one -> !one.needsApproval()).stream()
                .map(one -> one.patch().body())
                .toList());
    assertThat(waitingHash(cluster))
        .isEqualTo(change.filter(Verdict.Change::needsApproval).flatMap(Verdict.Change::planHash));
  }

  private static Optional<String> waitingHash(SimulatedCluster cluster) {
    return Optional.ofNullable(cluster.status().path("plan").path("hash").textValue());
  }

  /** Empty if the manifest is invalid. */
  private static Optional<Verdict> review(PlanCase given) throws IOException {
    Manifests manifests =
        ManifestReader.read(List.of("-"), new ByteArrayInputStream(manifest(given).getBytes(UTF_8)))
            .in("team");
    ReviewTargets targets = ReviewTargets.of(manifests, (_, _) -> Optional.empty());
    if (targets.targets().isEmpty()) {
      assertThat(targets.problems()).isNotEmpty();
      return Optional.empty();
    }
    ReviewTarget target = targets.targets().getFirst();
    return Optional.of(
        Reviewer.review(
                target,
                new ApiResult.Success<>(given.live()),
                Optional.of(given.history()),
                given.catalog(),
                () -> {
                  throw new AssertionError("no case has a phone number");
                })
            .verdict());
  }

  /** As JSON, because the cases are YAML 1.2, in which y is text. */
  private static String manifest(PlanCase given) throws IOException {
    return """
        {"apiVersion": "voice.lumenia.net/v1alpha1", "kind": "VoiceAssistant",
         "metadata": {"name": "acme"}, "spec": %s}
        """
        .formatted(spec(given));
  }

  private static JsonNode spec(PlanCase given) throws IOException {
    String yaml = "spec:\n  workspace: {slug: \"61636d65\"}\n" + given.specText().indent(2);
    return KUBERNETES.unmarshal(yaml, VoiceAssistant.class).getSpec().json();
  }

  private static SimulatedCluster reconcile(PlanCase given, AssistantApi api) throws IOException {
    var cluster = new SimulatedCluster(spec(given));
    JsonNode status = given.status();
    cluster.setStatus(status.isObject() ? status : JsonNodeFactory.instance.objectNode());
    var assistant = new GivenAssistant();
    var permits = new SimulatedPermits(new ApiPermits.Response.Granted(api));
    Optional<Duration> _ =
        SimulatedLoop.of(cluster, assistant, permits, CLOCK).reconcile(cluster.stored(), assistant);
    return cluster;
  }

  /** Shows what a case has, and records what is sent. */
  private static final class CaseApi implements AssistantApi {

    private final LiveAssistant live;
    private final CatalogState catalog;
    private final List<String> sent = new ArrayList<>();

    CaseApi(PlanCase given) throws IOException {
      live = given.live();
      catalog =
          given
              .catalog()
              .map(known -> KnownCatalog.of(known, PlanCase.NOW))
              .orElseGet(
                  () ->
                      new CatalogState.Unavailable(
                          new ApiFailure.NotFound("there is no catalog"), true));
    }

    @Override
    public ApiResult<LiveAssistant> get() {
      return new ApiResult.Success<>(live);
    }

    @Override
    public ApiResult<LiveAssistant> patch(String body, BooleanSupplier fence) {
      sent.add(body);
      return new ApiResult.Success<>(live);
    }

    @Override
    public ApiResult<LiveAssistant> provision(String body, BooleanSupplier fence) {
      throw new AssertionError("no case has a workspace without an assistant");
    }

    @Override
    public NumberResult phoneNumber(PhoneNumber number) {
      throw new AssertionError("no case has a phone number");
    }

    @Override
    public CatalogState catalog() {
      return catalog;
    }

    @Override
    public CatalogState newerCatalog() {
      return catalog;
    }

    @Override
    public void close() {}
  }
}
