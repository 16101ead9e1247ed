package dev.troupe.synthesis;

/**
 * Who a puppet is: everything about its looks, a function of one seed. Immutable.
 *
 * <p>Compared by the seed, which says it all.
 */
public final class Identity {
  private final long seed;
  private final ArtStyle style;
  private final HeadShape head;
  private final Face face;
  private final Attire attire;

  /** What grows on a head. */
  record Face(
      SkinLook skin,
      EyeLook eyes,
      BrowLook brows,
      NoseLook nose,
      MouthLook mouth,
      EarLook ears,
      HairLook hair,
      BeardLook beard) {}

  /** What is put on it and around it. */
  record Attire(GlassesLook glasses, HatLook hat, ClothesLook clothes, BackdropLook backdrop) {}

  private Identity(long seed, ArtStyle style, HeadShape head, Face face, Attire attire) {
    this.seed = seed;
    this.style = style;
    this.head = head;
    this.face = face;
    this.attire = attire;
  }

  /**
   * The puppet of a seed.
   *
   * @param seed any number; equal seeds give equal puppets on every machine
   * @return its looks
   */
  public static Identity of(long seed) {
    double softness = Dice.of(seed, "softness").unit();
    HeadShape head = HeadShape.of(Dice.of(seed, "head"));
    SkinLook skin = SkinLook.of(Dice.of(seed, "skin"));
    EyeLook eyes = EyeLook.of(Dice.of(seed, "eyes"), head, softness);
    HairLook loose = HairLook.of(Dice.of(seed, "hair"), softness);
    HatLook hat = HatLook.of(Dice.of(seed, "hat"), loose.style());
    HairLook hair = hat.covers() ? loose.pressed() : loose;
    Face face =
        new Face(
            skin,
            eyes,
            BrowLook.of(Dice.of(seed, "brows"), eyes, hair.colour()),
            NoseLook.of(Dice.of(seed, "nose"), head),
            MouthLook.of(Dice.of(seed, "mouth"), head, skin, softness),
            EarLook.of(Dice.of(seed, "ears"), softness),
            hair,
            BeardLook.of(Dice.of(seed, "beard"), hair.colour(), softness));
    Attire attire =
        new Attire(
            GlassesLook.of(Dice.of(seed, "glasses")),
            hat,
            ClothesLook.of(Dice.of(seed, "clothes"), head),
            BackdropLook.of(Dice.of(seed, "backdrop")));
    return new Identity(seed, ArtStyle.of(Dice.of(seed, "style")), head, face, attire);
  }

  /**
   * What the puppet was made from.
   *
   * @return any number
   */
  public long seed() {
    return seed;
  }

  ArtStyle style() {
    return style;
  }

  HeadShape head() {
    return head;
  }

  Face face() {
    return face;
  }

  Attire attire() {
    return attire;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Identity that && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(seed);
  }

  @Override
  public String toString() {
    return "identity " + Long.toUnsignedString(seed, 36);
  }
}
