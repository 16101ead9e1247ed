package dev.troupe.synthesis;

/** One layer of a puppet. Stateless. */
interface Part {
  void draw(Scene scene);
}
