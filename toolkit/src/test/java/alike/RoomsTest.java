package alike;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;

@AnalyzeClasses(packages = "alike", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  static final List<String> ROOMS =
      List.of(
          "check",
          "show",
          "engine",
          "data",
          "augment",
          "loss",
          "model",
          "optimize",
          "method",
          "train",
          "evaluate",
          "report");

  @ArchTest
  static void a_room_knows_only_the_rooms_before_it(JavaClasses classes) {
    for (var room : ROOMS) {
      assertThat(classes.containPackage("alike." + room)).as(room).isTrue();
      for (var later : ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size())) {
        var inside = noClasses().that().resideInAPackage("alike." + room + "..");
        inside
            .should()
            .dependOnClassesThat()
            .resideInAPackage("alike." + later + "..")
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @ArchTest
  static void every_room_stands_in_the_order(JavaClasses classes) {
    for (var found : classes.getPackage("alike").getSubpackages()) {
      assertThat(ROOMS).contains(found.getRelativeName());
    }
  }

  @ArchTest
  static void only_the_engine_room_knows_an_engine(JavaClasses classes) {
    var others = noClasses().that().resideOutsideOfPackage("alike.engine..");
    others
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl.mxnet..", "ai.djl.pytorch..")
        .check(classes);
    assertThat(classes.get("alike.engine.MxNetBackend").getDirectDependenciesFromSelf())
        .as("the rule sees what it forbids elsewhere")
        .anyMatch(d -> d.getTargetClass().getPackageName().startsWith("ai.djl.mxnet"));
  }

  @ArchTest
  static void only_classes_loaded_by_name_know_the_vector_api(JavaClasses classes) {
    var others = noClasses().that().haveNameNotMatching(".*\\.Vector\\w*(\\$.*)?");
    others.should().dependOnClassesThat().resideInAPackage("jdk.incubator..").check(classes);
    assertThat(classes.get("alike.engine.VectorLanes").getDirectDependenciesFromSelf())
        .as("the rule sees what it forbids elsewhere")
        .anyMatch(d -> d.getTargetClass().getPackageName().startsWith("jdk.incubator"));
    var plain = noClasses().that().haveNameNotMatching(".*\\.Vector\\w*(\\$.*)?").should();
    plain.dependOnClassesThat().haveNameMatching("alike\\..*\\.Vector\\w*").check(classes);
  }

  /** PyTorch's gradient of such a call reads memory that may be freed by then, see Scalars. */
  @ArchTest
  static void what_is_differentiated_takes_its_numbers_through_scalars(JavaClasses classes) {
    for (var unsafe : List.of("mul", "div", "pow")) {
      var inside =
          noClasses().that().resideInAnyPackage("alike.loss", "alike.method", "alike.model");
      inside.should().callMethod(NDArray.class, unsafe, Number.class).check(classes);
    }
  }
}
