package uncrop.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.LongArrayRef;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("uncrop");

  /** The core: no engine may reach outside it. */
  private static final String[] CORE = {
    "uncrop.fault..",
    "uncrop.geometry..",
    "uncrop.pixels..",
    "uncrop.plan..",
    "uncrop.compose..",
    "uncrop.engine..",
    "uncrop.pad..",
    "uncrop.exemplar.."
  };

  /** What the server is behind its vocabularies: could be driven by something else than HTTP. */
  private static final String[] SERVICE = {
    "uncrop.server.account..",
    "uncrop.server.credit..",
    "uncrop.server.database..",
    "uncrop.server.idempotency..",
    "uncrop.server.intake..",
    "uncrop.server.job..",
    "uncrop.server.key..",
    "uncrop.server.outbound..",
    "uncrop.server.painting..",
    "uncrop.server.storage..",
    "uncrop.server.webhook..",
    "uncrop.server.worker.."
  };

  /** What a picture out of noise is made with. */
  private static final List<String> DIFFUSION =
      List.of(
          "tensor",
          "layer",
          "checkpoint",
          "lora",
          "text",
          "unet",
          "vae",
          "noise",
          "schedule",
          "sampler");

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** Each part of the program with all the parts that it may use. */
  static Stream<Arguments> parts() {
    return Stream.of(
        Arguments.of("fault", List.of()),
        Arguments.of("geometry", List.of("fault")),
        Arguments.of("pixels", List.of("fault", "geometry")),
        Arguments.of("plan", List.of("fault", "geometry", "pixels")),
        Arguments.of("compose", List.of("fault", "geometry", "pixels", "plan")),
        Arguments.of("engine", List.of("fault", "geometry", "pixels", "plan", "compose")),
        Arguments.of("pad", List.of("fault", "geometry", "pixels", "plan", "compose", "engine")),
        Arguments.of(
            "exemplar", List.of("fault", "geometry", "pixels", "plan", "compose", "engine")),
        Arguments.of("embedded", List.of("fault", "engine", "pad", "exemplar")),
        Arguments.of("picture", List.of("fault", "geometry", "pixels")),
        Arguments.of("tensor", List.of("fault")),
        Arguments.of("onednn", List.of("fault", "tensor")),
        Arguments.of("layer", List.of("fault", "tensor", "onednn")),
        Arguments.of("checkpoint", List.of("fault", "tensor", "layer")),
        Arguments.of("lora", List.of("fault", "tensor", "layer", "checkpoint")),
        Arguments.of("text", List.of("fault", "tensor", "layer", "checkpoint")),
        Arguments.of("block", List.of("fault", "tensor", "layer")),
        Arguments.of("unet", List.of("fault", "tensor", "layer", "checkpoint", "block")),
        Arguments.of(
            "vae",
            List.of("fault", "geometry", "pixels", "tensor", "layer", "checkpoint", "block")),
        Arguments.of("pillow", List.of("fault", "geometry", "pixels")),
        Arguments.of("noise", List.of("fault", "tensor")),
        Arguments.of("schedule", List.of("fault", "tensor")),
        Arguments.of("sampler", List.of("fault", "tensor", "noise", "schedule")),
        Arguments.of(
            "focus",
            List.of(
                "fault",
                "geometry",
                "pixels",
                "pillow",
                "tensor",
                "layer",
                "checkpoint",
                "noise",
                "schedule",
                "sampler")),
        Arguments.of(
            "inpaint", both(List.of("fault", "geometry", "pixels", "pillow", "focus"), DIFFUSION)),
        Arguments.of("feedforward", List.of("fault", "geometry", "pixels", "tensor")),
        Arguments.of(
            "models",
            List.of("fault", "tensor", "layer", "checkpoint", "lora", "vae", "feedforward")),
        Arguments.of("style", List.of("fault")),
        Arguments.of(
            "expansion", List.of("fault", "tensor", "layer", "checkpoint", "text", "style")),
        Arguments.of("bench", both(List.of("fault"), DIFFUSION)),
        Arguments.of(
            "window",
            List.of(
                "fault",
                "geometry",
                "pixels",
                "plan",
                "compose",
                "engine",
                "pad",
                "pillow",
                "focus")),
        Arguments.of(
            "loaded", List.of("fault", "geometry", "pixels", "engine", "tensor", "checkpoint")),
        Arguments.of(
            "outpaint",
            both(
                List.of(
                    "fault",
                    "geometry",
                    "pixels",
                    "plan",
                    "engine",
                    "pad",
                    "exemplar",
                    "embedded",
                    "focus",
                    "inpaint",
                    "feedforward",
                    "models",
                    "style",
                    "expansion",
                    "window",
                    "loaded"),
                DIFFUSION)),
        Arguments.of(
            "cli",
            both(
                List.of(
                    "fault",
                    "geometry",
                    "pixels",
                    "plan",
                    "compose",
                    "engine",
                    "embedded",
                    "picture",
                    "inpaint",
                    "models",
                    "style",
                    "expansion",
                    "outpaint",
                    "bench"),
                DIFFUSION)),
        Arguments.of(
            "server",
            List.of(
                "fault",
                "geometry",
                "pixels",
                "plan",
                "engine",
                "embedded",
                "picture",
                "checkpoint",
                "models",
                "style",
                "outpaint")),
        Arguments.of("app", List.of("cli", "server")));
  }

  @ParameterizedTest(name = "{0} uses only {1}")
  @MethodSource("parts")
  void parts_use_only_what_lies_below_them(String part, List<String> allowed) {
    String[] packages =
        Stream.concat(allowed.stream(), Stream.of(part))
            .map(name -> "uncrop." + name + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage("uncrop." + part + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("uncrop..").and(not(resideInAnyPackage(packages))))
        .check(PROGRAM);
  }

  @Test
  void every_part_is_named_in_the_rules() {
    List<String> named = parts().map(part -> "uncrop." + part.get()[0]).toList();

    assertThat(PROGRAM.stream().map(JavaClass::getPackageName).distinct())
        .allSatisfy(name ->
            assertThat(named).anyMatch(part -> name.equals(part) || name.startsWith(part + ".")));
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("uncrop.(**)").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void engines_know_no_files_and_no_network() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..")
        .check(PROGRAM);
  }

  @Test
  void the_core_depends_on_nothing_but_java() {
    classes()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "jdk.incubator.vector..", "org.jspecify..", "uncrop..")
        .check(PROGRAM);
  }

  @Test
  void only_the_picture_package_knows_javas_own_pictures() {
    noClasses()
        .that()
        .resideOutsideOfPackage("uncrop.picture..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..")
        .check(PROGRAM);
  }

  @Test
  void only_tensors_and_their_kernels_know_the_native_libraries() {
    noClasses()
        .that()
        .resideOutsideOfPackages("uncrop.tensor..", "uncrop.onednn..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..")
        .check(PROGRAM);
  }

  /**
   * An ArrayRef does not hold the memory that it refers to, and what is copied there from a Java
   * array may be freed at once: the call then reads whatever lies there.
   */
  private static final ArchRule NO_REFERENCES_TO_ARRAYS =
      noClasses()
          .should()
          .callConstructorWhere(
              describe("it makes an ArrayRef of a Java array", ArchitectureTest::refersToAnArray));

  private static boolean refersToAnArray(JavaConstructorCall call) {
    return call.getTargetOwner().getName().endsWith("ArrayRef")
        && call.getTarget().getRawParameterTypes().stream().anyMatch(JavaClass::isArray);
  }

  @Test
  void nothing_refers_to_arrays_that_may_be_gone() {
    NO_REFERENCES_TO_ARRAYS.check(PROGRAM);
  }

  @Test
  void the_rule_about_references_sees_those_that_it_forbids() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

    assertThat(NO_REFERENCES_TO_ARRAYS.evaluate(offender).hasViolation()).isTrue();
  }

  /** Never called. */
  private static final class Offender {
    static LongArrayRef refer(long... sizes) {
      return new LongArrayRef(sizes, sizes.length);
    }
  }

  @Test
  void only_the_server_knows_spring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("uncrop.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta..")
        .check(PROGRAM);
  }

  @Test
  void what_the_service_does_knows_nothing_of_who_asks_for_it() {
    noClasses()
        .that()
        .resideInAnyPackage(SERVICE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.servlet..",
            "org.springframework.http..",
            "org.springframework.web..",
            "uncrop.server.web..",
            "uncrop.server.wire..",
            "uncrop.server.admin..",
            "uncrop.server.results..",
            "uncrop.server.vocabulary..")
        .check(PROGRAM);
  }

  @Test
  void vocabularies_know_no_tables_no_files_and_no_engines() {
    noClasses()
        .that()
        .resideInAPackage("uncrop.server.vocabulary..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "java.nio.file..",
            "org.springframework.jdbc..",
            "uncrop.engine..",
            "uncrop.server.database..",
            "uncrop.server.storage..",
            "uncrop.server.worker..",
            "uncrop.server.webhook..")
        .check(PROGRAM);
  }

  @Test
  void names_say_what_a_class_is() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)(\\$.*)?")
        .check(PROGRAM);
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(PROGRAM.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(javaPackage ->
            assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                .as("%s has a null-marked package-info", javaPackage.getName())
                .isTrue());
  }
}
