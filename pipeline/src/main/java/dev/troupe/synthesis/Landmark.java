package dev.troupe.synthesis;

/**
 * Where one feature truly is.
 *
 * @param name such as {@code left-pupil} or {@code mouth-outer-3}; left is the viewer's left at
 *     rest
 * @param x in pixels, 0 at the centre of the leftmost pixel; may lie outside the picture
 * @param y in pixels, 0 at the centre of the uppermost pixel
 * @param visible whether it is in the picture and neither turned away nor hidden by lid or hair
 */
public record Landmark(String name, double x, double y, boolean visible) {}
