package dev.sidestep.contracts;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON's null an error for each component of a record that is not marked {@code @Nullable}:
 * else a null would slip past the compiler's checks and fail far from where it came in.
 */
final class NoSilentNulls extends JacksonAnnotationIntrospector {
  private static final JsonSetter.Value REFUSED =
      JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    return annotated instanceof AnnotatedParameter parameter && !nullable(parameter)
        ? REFUSED
        : super.findSetterInfo(annotated);
  }

  private static boolean nullable(AnnotatedParameter parameter) {
    if (parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor) {
      AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
      return type.isAnnotationPresent(Nullable.class);
    }
    return true;
  }
}
