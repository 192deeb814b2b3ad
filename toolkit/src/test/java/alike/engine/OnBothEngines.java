package alike.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that takes a {@link Backend} and runs once on each engine; with seeds it takes an {@code
 * int} as well and runs once for each pair.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{argumentsWithNames}")
@ArgumentsSource(OnBothEngines.Pairs.class)
public @interface OnBothEngines {

  /** Returns the seeds; none stands for a test without a seed. */
  int[] seeds() default {};

  /** Gives each engine, by its name. */
  final class Pairs extends AnnotationBasedArgumentsProvider<OnBothEngines> {

    @Override
    protected Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context, OnBothEngines annotation) {
      int[] seeds = annotation.seeds();
      return Engines.NAMES.stream()
          .map(name -> Named.of(name, Engines.backend(name)))
          .flatMap(
              backend ->
                  seeds.length == 0
                      ? Stream.of(Arguments.of(backend))
                      : Arrays.stream(seeds).mapToObj(seed -> Arguments.of(backend, seed)));
    }
  }
}
