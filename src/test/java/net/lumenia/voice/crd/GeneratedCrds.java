package net.lumenia.voice.crd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.ByteArrayOutputStream;

/** The CRDs as generated from the records. */
final class GeneratedCrds {

  private GeneratedCrds() {}

  static String yaml(Class<? extends HasMetadata> resource) {
    var output = new Output();
    new CRDGenerator()
        .customResourceClasses(resource)
        .withMinQuotes(true)
        .withPostProcessor(finish(resource))
        .withOutput(output)
        .generate();
    return output.bytes.toString(UTF_8);
  }

  private static CRDPostProcessor finish(Class<? extends HasMetadata> resource) {
    return new CRDPostProcessor() {
      @Override
      public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
        new CrdFinish(resource).finish((CustomResourceDefinition) crd);
        return crd;
      }
    };
  }

  private static final class Output extends CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream> {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    protected ByteArrayOutputStream createStreamFor(String crdName) {
      return bytes;
    }
  }
}
