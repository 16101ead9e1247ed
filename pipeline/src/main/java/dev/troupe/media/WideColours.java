package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE432;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_ARIB_STD_B67;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Brings high dynamic range (HLG and PQ, ITU-R BT.2100) and wide colours (BT.2020, P3) to the range
 * and the colours of BT.709. What is as bright as white paper becomes nearly white; what is
 * brighter is rolled off, with its hue kept.
 */
enum WideColours {
  HLG_2020(Transfer.HLG, Gamut.BT2020),
  HLG_709(Transfer.HLG, Gamut.BT709),
  PQ_2020(Transfer.PQ, Gamut.BT2020),
  PQ_709(Transfer.PQ, Gamut.BT709),
  PQ_P3(Transfer.PQ, Gamut.P3),
  SDR_2020(Transfer.SDR, Gamut.BT2020),
  SDR_P3(Transfer.SDR, Gamut.P3);

  private static final int LEVELS = 1 << 16;
  private static final double DISPLAY_GAMMA = 2.4;

  /** In cd/m²: cameras put it near 203 (BT.2408), material that once was SDR is left at 100. */
  private static final double PAPER_WHITE = 150;

  private static final double HLG_PEAK = 1000;
  private static final double PQ_PEAK = 10_000;
  private static final float SYSTEM_GAMMA_LESS_ONE = 0.2f;

  /** Of paper white: from here on, highlights are rolled off. */
  private static final float KNEE = 0.75f;

  private final Transfer transfer;

  @SuppressWarnings("ImmutableEnumChecker") // never written
  private final float[] gamut;

  WideColours(Transfer transfer, Gamut gamut) {
    this.transfer = transfer;
    this.gamut = gamut.to709;
  }

  private enum Transfer {
    HLG,
    PQ,
    SDR
  }

  /** Matrices from linear RGB to linear RGB of BT.709, row by row; all have the white D65. */
  private enum Gamut {
    BT709(1, 0, 0, 0, 1, 0, 0, 0, 1),
    BT2020(
        1.660491f,
        -0.587641f,
        -0.072850f,
        -0.124550f,
        1.132900f,
        -0.008349f,
        -0.018151f,
        -0.100579f,
        1.118730f),
    P3(1.224940f, -0.224940f, 0, -0.042057f, 1.042057f, 0, -0.019638f, -0.078636f, 1.098274f);

    @SuppressWarnings("ImmutableEnumChecker") // never written
    private final float[] to709;

    Gamut(float... to709) {
      this.to709 = to709;
    }
  }

  /** What a frame's tags call for; empty where its colours are those of BT.709 or near to them. */
  static Optional<WideColours> of(AVFrame frame) {
    int primaries = frame.color_primaries();
    boolean is2020 =
        primaries == AVCOL_PRI_BT2020
            || (primaries == AVCOL_PRI_UNSPECIFIED
                && (frame.colorspace() == AVCOL_SPC_BT2020_NCL
                    || frame.colorspace() == AVCOL_SPC_BT2020_CL));
    boolean isP3 = primaries == AVCOL_PRI_SMPTE432;
    boolean isOpen = primaries == AVCOL_PRI_UNSPECIFIED;
    if (frame.color_trc() == AVCOL_TRC_ARIB_STD_B67) {
      return Optional.of(is2020 || isOpen ? HLG_2020 : HLG_709);
    }
    if (frame.color_trc() == AVCOL_TRC_SMPTE2084) {
      return Optional.of(isP3 ? PQ_P3 : is2020 || isOpen ? PQ_2020 : PQ_709);
    }
    if (is2020) {
      return Optional.of(SDR_2020);
    }
    return isP3 ? Optional.of(SDR_P3) : Optional.empty();
  }

  /**
   * Maps pixels.
   *
   * @param wide BGR, 16 bits each, the lower byte first
   * @return BGR, 8 bits each
   */
  byte[] map(byte[] wide) {
    float[] linear = Tables.linear(transfer);
    byte[] narrow = new byte[wide.length / 2];
    for (int i = 0; i < narrow.length; i += 3) {
      float blue = linear[level(wide, i)];
      float green = linear[level(wide, i + 1)];
      float red = linear[level(wide, i + 2)];
      float gain = 1;
      if (transfer == Transfer.HLG) {
        gain = Tables.systemGain(0.2627f * red + 0.6780f * green + 0.0593f * blue);
      }
      float r = gain * Math.max(0, gamut[0] * red + gamut[1] * green + gamut[2] * blue);
      float g = gain * Math.max(0, gamut[3] * red + gamut[4] * green + gamut[5] * blue);
      float b = gain * Math.max(0, gamut[6] * red + gamut[7] * green + gamut[8] * blue);
      float scale = transfer == Transfer.SDR ? 1 : rollOff(Math.max(r, Math.max(g, b)));
      narrow[i] = Tables.encoded(b * scale);
      narrow[i + 1] = Tables.encoded(g * scale);
      narrow[i + 2] = Tables.encoded(r * scale);
    }
    return narrow;
  }

  /** The factor that brings the brightest component under 1; exactly 1 up to the knee. */
  private static float rollOff(float brightest) {
    if (brightest <= KNEE) {
      return 1;
    }
    float above = brightest - KNEE;
    float room = 1 - KNEE;
    return (KNEE + room * above / (above + room)) / brightest;
  }

  private static int level(byte[] wide, int sample) {
    return (wide[2 * sample] & 0xFF) | (wide[2 * sample + 1] & 0xFF) << 8;
  }

  /** Curves by value, computed to the bit alike on every machine; 1 is paper white. */
  private static final class Tables {
    private static final float[] HLG = new float[LEVELS];
    private static final float[] PQ = new float[LEVELS];
    private static final float[] SDR = new float[LEVELS];
    private static final float[] SYSTEM_GAIN = new float[LEVELS];
    private static final byte[] ENCODED = new byte[LEVELS];

    static {
      for (int i = 0; i < LEVELS; i++) {
        double value = i / (LEVELS - 1.0);
        HLG[i] = (float) sceneLight(value);
        PQ[i] = (float) (displayLight(value) * PQ_PEAK / PAPER_WHITE);
        SDR[i] = (float) StrictMath.pow(value, DISPLAY_GAMMA);
        SYSTEM_GAIN[i] =
            (float) (StrictMath.pow(value, SYSTEM_GAMMA_LESS_ONE) * HLG_PEAK / PAPER_WHITE);
        ENCODED[i] = (byte) StrictMath.round(255 * StrictMath.pow(value, 1 / DISPLAY_GAMMA));
      }
    }

    static float[] linear(Transfer transfer) {
      return switch (transfer) {
        case HLG -> HLG;
        case PQ -> PQ;
        case SDR -> SDR;
      };
    }

    static float systemGain(float luminance) {
      return SYSTEM_GAIN[index(luminance)];
    }

    static byte encoded(float linear) {
      return ENCODED[index(linear)];
    }

    private static int index(float value) {
      return (int) (Math.max(0, Math.min(1, value)) * (LEVELS - 1) + 0.5f);
    }

    /** BT.2100, table 5: the inverse of HLG's opto-electronic transfer. */
    private static double sceneLight(double signal) {
      double a = 0.17883277;
      double b = 1 - 4 * a;
      double c = 0.5 - a * StrictMath.log(4 * a);
      return signal <= 0.5 ? signal * signal / 3 : (StrictMath.exp((signal - c) / a) + b) / 12;
    }

    /** BT.2100, table 4: PQ's electro-optical transfer, of its peak. */
    private static double displayLight(double signal) {
      double power = StrictMath.pow(signal, 1 / 78.84375);
      double above = Math.max(0, power - 0.8359375);
      return StrictMath.pow(above / (18.8515625 - 18.6875 * power), 1 / 0.1593017578125);
    }
  }
}
