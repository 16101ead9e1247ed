package dev.troupe;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The layout of the packages: who may use whom, and where each big library may be touched. */
@AnalyzeClasses(packages = "dev.troupe", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] JOBS = {
    "dev.troupe.studio..", "dev.troupe.jobs..", "dev.troupe.training..", "dev.troupe.evaluation.."
  };

  /** Layers that are still empty may be; that the imported ones are complete is tested below. */
  @ArchTest
  static final ArchRule DEPENDENCIES_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("cli")
          .definedBy("dev.troupe.cli..")
          .layer("jobs")
          .definedBy(JOBS)
          .layer("source")
          .definedBy("dev.troupe.source..")
          .layer("inference")
          .definedBy("dev.troupe.inference..")
          .layer("model")
          .definedBy("dev.troupe.model..")
          .layer("torchscript")
          .definedBy("dev.troupe.torchscript..")
          .layer("udfs")
          .definedBy("dev.troupe.udfs..")
          .layer("media")
          .definedBy("dev.troupe.media..")
          .layer("motion")
          .definedBy("dev.troupe.motion..")
          .layer("synthesis")
          .definedBy("dev.troupe.synthesis..")
          .layer("machine")
          .definedBy("dev.troupe.machine..")
          .layer("problems")
          .definedBy("dev.troupe.problems..")
          .layer("flow")
          .definedBy("dev.troupe.flow..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("jobs")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("cli", "jobs")
          .whereLayer("inference")
          .mayOnlyBeAccessedByLayers("cli", "jobs")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("cli", "jobs", "source", "inference")
          .whereLayer("torchscript")
          .mayOnlyBeAccessedByLayers("cli", "jobs", "source", "inference", "model")
          .whereLayer("udfs")
          .mayOnlyBeAccessedByLayers("cli", "jobs")
          .whereLayer("media")
          .mayOnlyAccessLayers("machine", "problems", "motion", "flow")
          .whereLayer("synthesis")
          .mayOnlyAccessLayers("media", "problems")
          .whereLayer("motion")
          .mayNotAccessAnyLayer()
          .whereLayer("flow")
          .mayNotAccessAnyLayer()
          .whereLayer("machine")
          .mayOnlyAccessLayers("problems")
          .whereLayer("problems")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("dev.troupe.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SPARK_STAYS_IN_ITS_PACKAGES =
      only("org.apache.spark..")
          .in(
              "dev.troupe.udfs..",
              "dev.troupe.source..",
              "dev.troupe.jobs..",
              "dev.troupe.evaluation..");

  @ArchTest
  static final ArchRule DJL_STAYS_IN_ITS_PACKAGES =
      only("ai.djl..").in("dev.troupe.inference..", "dev.troupe.training..");

  @ArchTest
  static final ArchRule RAPIDS_STAYS_IN_ITS_PACKAGE = only("ai.rapids..").in("dev.troupe.udfs..");

  @ArchTest
  static final ArchRule FFMPEG_STAYS_IN_ITS_PACKAGE =
      only("org.bytedeco..").in("dev.troupe.media..");

  @ArchTest
  static final ArchRule MOTION_NEEDS_ONLY_THE_JDK =
      classes()
          .that()
          .resideInAPackage("dev.troupe.motion..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "dev.troupe.motion..", "org.jspecify.annotations"));

  @ArchTest
  static final ArchRule CLASSES_BELONG_TO_A_KNOWN_PACKAGE =
      classes()
          .should()
          .resideInAnyPackage(
              "dev.troupe.cli..",
              "dev.troupe.studio..",
              "dev.troupe.jobs..",
              "dev.troupe.training..",
              "dev.troupe.evaluation..",
              "dev.troupe.source..",
              "dev.troupe.inference..",
              "dev.troupe.model..",
              "dev.troupe.torchscript..",
              "dev.troupe.machine..",
              "dev.troupe.media..",
              "dev.troupe.synthesis..",
              "dev.troupe.problems..",
              "dev.troupe.flow..",
              "dev.troupe.motion..",
              "dev.troupe.udfs..");

  @ArchTest
  static void packages_withClasses_areDescribedAndNullMarked(JavaClasses all) {
    List<JavaPackage> packages = all.stream().map(JavaClass::getPackage).distinct().toList();

    assertThat(packages)
        .allSatisfy(
            each ->
                assertThat(each.isAnnotatedWith(NullMarked.class))
                    .as("%s has a package-info.java with @NullMarked", each.getName())
                    .isTrue());
  }

  /** The rules above are worth nothing over classes that were not found. */
  @ArchTest
  static void analysis_bothModules_areSeen(JavaClasses all) {
    assertThat(all.stream().map(JavaClass::getPackageName))
        .contains("dev.troupe.motion", "dev.troupe.media", "dev.troupe.problems");
    assertThat(all.contain(ArchitectureTest.class)).isFalse();
  }

  private static Library only(String library) {
    return new Library(library);
  }

  /** A library and, in the second half of the sentence, the packages that may use it. */
  private record Library(String packages) {
    ArchRule in(String... allowed) {
      return noClasses()
          .that(
              describe(
                  "reside outside " + List.of(allowed),
                  type -> !resideInAnyPackage(allowed).test(type)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(packages);
    }
  }
}
