package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.fixtures.Demo;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelCatalog;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelPackage;
import dev.troupe.model.Precision;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network per archive, model and device, and nothing native left behind. */
@SuppressWarnings("MustBeClosedChecker") // what these tests close, and when, is what they are about
class NetworksTest {
  private static final ModelLocation MODEL = Demo.model();
  private static final Compute COMPUTE = new Compute("cpu", 2, 2);
  private static final Networks.Use USE = new Networks.Use("cpu", Precision.FLOAT32, 0);

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void closeAll() {
    Networks.closeIdle(0);
    assertThat(Networks.loaded()).as("networks still in use").isZero();
  }

  @Test
  void lease_sameNetworkTwice_isLoadedOnce() {
    try (KeypointDetector first = detector();
        KeypointDetector second = detector()) {
      assertThat(Networks.loaded()).isEqualTo(1);
      assertThat(second.detect(List.of(Demo.source())))
          .isEqualTo(first.detect(List.of(Demo.source())));
    }
  }

  @Test
  void lease_manyThreadsAtOnce_loadsOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<KeypointDetector> open = NetworksTest::detector;
      List<Future<KeypointDetector>> opened =
          threads.invokeAll(java.util.Collections.nCopies(8, open));
      assertThat(Networks.loaded()).isEqualTo(1);
      for (Future<KeypointDetector> detector : opened) {
        detector.get().close();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void close_lastUser_keepsTheNetworkForTheNextTask() {
    detector().close();
    assertThat(Networks.loaded()).isEqualTo(1);

    try (KeypointDetector again = detector()) {
      assertThat(again.detect(List.of(Demo.source()))).hasSize(1);
      assertThat(Networks.loaded()).isEqualTo(1);
    }
  }

  @Test
  void close_manyIdleNetworks_keepsThoseOfTwoModels() {
    for (ArchiveKind kind : ArchiveKind.values()) {
      Networks.lease(MODEL, kind, USE).close();
      Networks.lease(MODEL, kind, new Networks.Use("cpu", Precision.FLOAT32, 2)).close();
    }

    assertThat(ArchiveKind.values()).hasSizeGreaterThan(3);
    assertThat(Networks.loaded()).isEqualTo(6);
  }

  @Test
  void closeIdle_networkInUse_staysLoaded() {
    try (KeypointDetector detector = detector()) {
      Networks.closeIdle(0);

      assertThat(Networks.loaded()).isEqualTo(1);
      assertThat(detector.detect(List.of(Demo.source()))).hasSize(1);
    }
  }

  @Test
  void close_leaseTwice_countsOnce() {
    try (KeypointDetector other = detector()) {
      Networks.Lease lease = Networks.lease(MODEL, ArchiveKind.KEYPOINT_DETECTOR, USE);
      lease.close();
      lease.close();
      Networks.closeIdle(0);

      assertThat(other.detect(List.of(Demo.source()))).hasSize(1);
    }
  }

  @Test
  void lease_sameModelElsewhere_isTheSameNetwork() throws IOException {
    ModelLocation copy = copyOfModel();
    try (KeypointDetector here = detector();
        KeypointDetector there = new KeypointDetector(copy, Demo.FRAME_SIZE, COMPUTE)) {
      assertThat(Networks.loaded()).isEqualTo(1);
      assertThat(there.detect(List.of(Demo.source())))
          .isEqualTo(here.detect(List.of(Demo.source())));
    }
  }

  @Test
  void open_archiveDamagedAfterItWasChecked_isBadDataAndHoldsNothing() throws IOException {
    Path config = Golden.folder("vox-mini").resolve("config.yaml");
    ModelPackage imported =
        Golden.importModel(
            config.resolveSibling("checkpoint.pth.tar"), config, folder.resolve("mini"), true);
    ModelLocation model = ModelLocation.of(imported);
    FrameSize size = imported.manifest().network().frameSize();
    Networks.lease(model, ArchiveKind.KEYPOINT_DETECTOR, USE).close();
    Files.write(imported.archive(ArchiveKind.APPEARANCE_ENCODER), new byte[100]);

    assertThatThrownBy(
            () -> {
              try (var encoder = new AppearanceEncoder(model, size, COMPUTE)) {
                encoder.encode(Demo.source());
              }
            })
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Cannot load the network " + folder)
        .hasMessageContaining("appearance-encoder.pt");
  }

  @Test
  void detectEncodeGenerateVisualize_manyTimes_leavesNoNativeArray() {
    try (Networks.Lease lease = Networks.lease(MODEL, ArchiveKind.KEYPOINT_DETECTOR, USE);
        NDManager probe = lease.newManager()) {
      NDManager all = systemManager(probe);
      work();
      Networks.closeIdle(0);
      int before = all.getManagedArrays().size();
      try (Networks.Lease other = Networks.lease(MODEL, ArchiveKind.VISUALIZER, USE);
          NDManager manager = other.newManager()) {
        manager.zeros(new Shape(1));
        assertThat(all.getManagedArrays()).as("any network's are seen").hasSize(before + 1);
      }

      for (int i = 0; i < 5; i++) {
        work();
      }
      Networks.closeIdle(0);

      assertThat(all.getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void generate_whileOpen_holdsOnlyTheSource() {
    Appearance appearance = encode();
    try (FrameGenerator generator = new FrameGenerator(MODEL, appearance, COMPUTE);
        Networks.Lease lease =
            Networks.lease(
                MODEL, ArchiveKind.FRAME_GENERATOR, new Networks.Use("cpu", Precision.FLOAT32, 2));
        NDManager probe = lease.newManager()) {
      NDManager network = probe.getParentManager();
      generator.generate(List.of(appearance.keypoints()));
      int before = network.getManagedArrays().size();
      assertThat(before).as("the source's tensors at least").isGreaterThanOrEqualTo(4);

      for (int i = 0; i < 10; i++) {
        generator.generate(
            List.of(appearance.keypoints(), appearance.keypoints(), appearance.keypoints()));
      }

      assertThat(network.getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void batches_twoInFlight_areThoseOfOneAfterTheOther() {
    Appearance appearance = encode();
    List<Keypoints> motion = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      motion.add(moved(appearance.keypoints(), 0.01f * i));
    }
    try (FrameGenerator one = new FrameGenerator(MODEL, appearance, COMPUTE);
        FrameGenerator two = new FrameGenerator(MODEL, appearance, COMPUTE, 2)) {
      List<GeneratedFrame> expected = one.frames(motion);
      List<Integer> sizes = new ArrayList<>();
      List<GeneratedFrame> found = new ArrayList<>();
      two.batches(motion)
          .forEachRemaining(
              batch -> {
                sizes.add(batch.size());
                found.addAll(batch);
              });

      assertThat(sizes).containsExactly(2, 2, 1);
      for (int i = 0; i < 5; i++) {
        assertThat(found.get(i).picture().bgr()).isEqualTo(expected.get(i).picture().bgr());
        assertThat(found.get(i).occludedShare()).isEqualTo(expected.get(i).occludedShare());
      }
    }
  }

  @Test
  void close_batchBegunAndNotRead_freesIt() {
    Appearance appearance = encode();
    try (Networks.Lease lease =
            Networks.lease(
                MODEL, ArchiveKind.FRAME_GENERATOR, new Networks.Use("cpu", Precision.FLOAT32, 2));
        NDManager probe = lease.newManager()) {
      NDManager network = probe.getParentManager();
      int before = network.getManagedArrays().size();
      try (FrameGenerator two = new FrameGenerator(MODEL, appearance, COMPUTE, 2)) {
        two.batches(java.util.Collections.nCopies(6, appearance.keypoints())).next();
      }

      assertThat(network.getManagedArrays()).hasSize(before);
    }
  }

  private static Keypoints moved(Keypoints pose, float by) {
    float[] values = pose.values().clone();
    values[0] += by;
    return new Keypoints(values, pose.jacobians());
  }

  private static void work() {
    Picture source = Demo.source();
    Appearance appearance = encode();
    try (FrameGenerator generator = new FrameGenerator(MODEL, appearance, COMPUTE);
        Visualizer visualizer = new Visualizer(MODEL, source, appearance, COMPUTE)) {
      generator.generate(List.of(appearance.keypoints()));
      visualizer.visualize(appearance.keypoints());
    }
  }

  @Test
  void generate_appearanceThatIsNoNumber_isRefusedInASentence() {
    Appearance appearance = encode();
    float[] broken = appearance.encoding().data().clone();
    broken[broken.length / 2] = Float.NaN;
    Appearance.FloatTensor encoding =
        new Appearance.FloatTensor(appearance.encoding().shape(), broken);
    Appearance none = new Appearance(appearance.keypoints(), encoding, appearance.small());

    try (FrameGenerator generator = new FrameGenerator(MODEL, none, COMPUTE)) {
      assertThatThrownBy(() -> generator.generate(List.of(appearance.keypoints())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the model's frame generator gave NaN; expected numbers");
    }
  }

  @Test
  void generate_networkThatRaises_isRefusedInASentence() {
    Appearance appearance = encode();
    Appearance.FloatTensor flat = new Appearance.FloatTensor(new long[] {1, 1, 1, 1}, new float[1]);

    try (FrameGenerator generator =
        new FrameGenerator(
            MODEL, new Appearance(appearance.keypoints(), flat, appearance.small()), COMPUTE)) {
      assertThatThrownBy(() -> generator.generate(List.of(appearance.keypoints())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching("the model's frame generator failed: [^\\n]+");
    }
  }

  private static Appearance encode() {
    try (AppearanceEncoder encoder = new AppearanceEncoder(MODEL, Demo.FRAME_SIZE, COMPUTE)) {
      return encoder.encode(Demo.source());
    }
  }

  private static NDManager systemManager(NDManager manager) {
    List<NDManager> chain = new ArrayList<>(List.of(manager));
    for (NDManager parent = manager.getParentManager();
        parent != null && !chain.contains(parent);
        parent = parent.getParentManager()) {
      chain.add(parent);
    }
    return chain.get(chain.size() - 1);
  }

  @MustBeClosed
  private static KeypointDetector detector() {
    return new KeypointDetector(MODEL, Demo.FRAME_SIZE, COMPUTE);
  }

  private ModelLocation copyOfModel() throws IOException {
    ModelPackage copy = new ModelCatalog(List.of(), folder).resolve(Demo.MODEL);
    return ModelLocation.of(copy);
  }
}
