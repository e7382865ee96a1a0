package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ApiServerErrorsTest {

  @Test
  void messageWithoutResponseHasTheRootCause() {
    var refused = new IOException("failed", new ConnectException("Connection refused"));
    var failure = new KubernetesClientException("An error has occurred.", refused);
    assertThat(ApiServerErrors.message(failure))
        .isEqualTo("An error has occurred. java.net.ConnectException: Connection refused");
  }

  @Test
  void responseIsTheMessage() {
    var status = new StatusBuilder().withMessage("leases is forbidden").withCode(403).build();
    assertThat(ApiServerErrors.message(new KubernetesClientException(status)))
        .isEqualTo("leases is forbidden");
  }

  @Test
  void messageWithoutCauseIsTheClients() {
    assertThat(ApiServerErrors.message(new KubernetesClientException("no"))).isEqualTo("no");
  }
}
