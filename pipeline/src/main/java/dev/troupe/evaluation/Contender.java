package dev.troupe.evaluation;

import dev.troupe.model.ModelLocation;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is evaluated: a model, or copying the source image. */
public final class Contender implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final @Nullable ModelLocation model;

  private Contender(String name, @Nullable ModelLocation model) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "a name consists of letters, digits, '.', '_' and '-', found \"" + name + "\"");
    }
    this.name = name;
    this.model = model;
  }

  /**
   * A model.
   *
   * @param name in tables and folders: letters, digits, '.', '_', '-'
   * @param model where it is
   * @return the contender
   * @throws IllegalArgumentException if the name is none
   */
  public static Contender of(String name, ModelLocation model) {
    return new Contender(name, model);
  }

  /**
   * The source image for every frame: what a model must be better than to be of any use.
   *
   * @return the contender named "copy"
   */
  public static Contender copy() {
    return new Contender("copy", null);
  }

  /**
   * The name in tables and folders.
   *
   * @return letters, digits, '.', '_', '-'
   */
  public String name() {
    return name;
  }

  /**
   * The model.
   *
   * @return empty for the copy
   */
  public Optional<ModelLocation> model() {
    return Optional.ofNullable(model);
  }
}
