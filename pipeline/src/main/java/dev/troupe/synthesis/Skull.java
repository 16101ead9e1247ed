package dev.troupe.synthesis;

/** The bare head. */
final class Skull implements Part {
  @Override
  public void draw(Scene scene) {
    Outline edge = scene.head().silhouette();
    scene
        .canvas()
        .edge(edge, scene.head().pixels(2 * scene.style().outline()), scene.face().skin().line());
    scene.canvas().fill(edge, scene.skin());
  }
}
