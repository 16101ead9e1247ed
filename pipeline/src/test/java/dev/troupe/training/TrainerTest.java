package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.troupe.model.TrainingScript;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single steps. */
class TrainerTest {
  @TempDir Path folder;

  private interface Use {
    void of(Trainer trainer, TrainingState state, Batch batch) throws IOException;
  }

  @SuppressWarnings("MustBeClosedChecker") // the trainer closes the graph
  private void withTrainer(TrainingScript.Arithmetic arithmetic, Use use) throws IOException {
    TinyTraining tiny = new TinyTraining(folder);
    TrainingConfig config = TrainingConfig.read(tiny.config());
    TrainRequest request = tiny.request(tiny.output("run"), false, 1);
    Dataset dataset = Dataset.open(tiny.data().toString(), 0, LandmarkGuide.NONE);
    TrainingState state =
        StartingState.of(config, request.start(), tiny.output("none"), new ArrayList<>());
    TrainingScript.Plan plan =
        new TrainingScript.Plan(
            config.networks(), config.trainedDiscriminator(), config.losses(), true, arithmetic);
    TrainingGraph.prepareThread();
    try (FrameStore frames = new FrameStore(config.networks().frameSize(), 1 << 20);
        Trainer trainer =
            new Trainer(
                config,
                List.of(new TrainingGraph(TrainingScript.of(plan, Map.of()), Device.cpu())),
                state,
                3)) {
      use.of(trainer, state, new BatchMaker(config, dataset.groups(false), frames, 0).batch(0));
    }
  }

  @Test
  void step_weightThatIsNoNumber_stopsAndNamesTheBatch() throws IOException {
    withTrainer(
        TrainingScript.Arithmetic.EXACT,
        (trainer, state, batch) -> {
          float[] theta = batch.warp().theta();
          theta[0] = Float.NaN;

          assertThatThrownBy(() -> trainer.step(batch))
              .isInstanceOf(BadDataException.class)
              .hasMessageContaining("step 1 gave the losses")
              .hasMessageContaining(batch.videos().get(0));
          assertThat(trainer.stepsMade()).isZero();
          assertThat(trainer.state().parts().get(0).vectors().parameters())
              .isEqualTo(state.parts().get(0).vectors().parameters());
        });
  }

  @Test
  void isFinite_weightThatIsNoNumber_isFalse() throws IOException {
    withTrainer(
        TrainingScript.Arithmetic.EXACT,
        (trainer, state, batch) -> {
          assertThat(trainer.state().isFinite()).isTrue();
          state.parts().get(0).vectors().parameters()[0] = Float.NaN;
          assertThat(state.isFinite()).isFalse();
        });
  }

  @Test
  void step_manyOnOneBatch_lowersTheLoss() throws IOException {
    for (boolean half : List.of(false, true)) {
      withTrainer(
          new TrainingScript.Arithmetic(half, false),
          (trainer, state, batch) -> {
            float first = trainer.step(batch).getOrDefault("pixel", Float.NaN);
            float last = first;
            for (int i = 0; i < 30; i++) {
              last = trainer.step(batch).getOrDefault("pixel", Float.NaN);
            }
            assertThat(last).isLessThan(0.98f * first);
          });
    }
  }

  @Test
  void step_fixedStatistics_trainsWhatInferenceComputes() throws IOException {
    withTrainer(
        new TrainingScript.Arithmetic(false, true),
        (trainer, state, batch) -> {
          float[] before = trainer.state().parts().get(0).vectors().statistics();
          float first = trainer.step(batch).getOrDefault("pixel", Float.NaN);

          assertThat(trainer.state().parts().get(0).vectors().statistics()).isEqualTo(before);
          withTrainer(
              TrainingScript.Arithmetic.EXACT,
              (other, fresh, same) ->
                  assertThat(other.step(same).getOrDefault("pixel", Float.NaN))
                      .as("the batch's own statistics give another picture")
                      .isNotEqualTo(first));
        });
  }

  @Test
  void preview_anyNumberOfTimes_changesNothing() throws IOException {
    withTrainer(
        TrainingScript.Arithmetic.EXACT,
        (trainer, state, batch) -> {
          float[] before = trainer.state().parts().get(0).vectors().statistics();
          try (FrameStore frames = new FrameStore(batch.sources().get(0).size(), 1 << 20)) {
            List<TrainingVideo> videos =
                Dataset.open(folder.resolve("data").toString(), 0, LandmarkGuide.NONE).test();
            PictureGrid grid = PictureGrid.of(videos, frames, batch.sources().get(0).size());
            double first = trainer.draw(grid, folder.resolve("grid.png"));

            assertThat(trainer.draw(grid, folder.resolve("grid.png"))).isEqualTo(first);
          }
          assertThat(trainer.state().parts().get(0).vectors().statistics()).isEqualTo(before);
        });
  }
}
