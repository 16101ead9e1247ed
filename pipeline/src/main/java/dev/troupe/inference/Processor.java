package dev.troupe.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the processor calls itself and can do.
 *
 * @param name as in "Intel(R) Xeon(R) Processor"; "unknown" where the system does not say
 * @param features the kernel's words for instruction sets
 */
public record Processor(String name, Set<String> features) {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

  /** Copies the set. */
  public Processor {
    features = Set.copyOf(features);
  }

  /**
   * The one that this process runs on.
   *
   * @return its description; without features where the system does not say
   */
  public static Processor current() {
    try {
      return parse(Files.readAllLines(DESCRIPTION));
    } catch (IOException e) {
      return new Processor("unknown", Set.of());
    }
  }

  static Processor parse(List<String> lines) {
    return new Processor(
        value(lines, "model name").orElse("unknown"),
        value(lines, "flags").stream()
            .flatMap(flags -> Arrays.stream(flags.split(" ")))
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  /**
   * Whether bfloat16 is faster than float32 on it.
   *
   * @return whether it multiplies bfloat16 numbers itself
   */
  public boolean multipliesBfloat16() {
    return features.contains("amx_bf16") || features.contains("avx512_bf16");
  }

  /**
   * Whether oneDNN can order the weights of a convolution in bfloat16 on it; where it cannot, the
   * convolution takes them as they are, slowly.
   *
   * @return whether it has one of the two sets of instructions that oneDNN asks for
   */
  boolean ordersBfloat16Weights() {
    return features.contains("avx_ne_convert")
        || features.containsAll(Set.of("avx512bw", "avx512vl", "avx512dq"));
  }
}
