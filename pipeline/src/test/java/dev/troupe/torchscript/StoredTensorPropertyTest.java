package dev.troupe.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StoredTensorPropertyTest {
  private static final int ELEMENTS = 200;

  /** Every view either lies outside its storage or reads what its definition says. */
  @Property(tries = 500)
  void floats_anyView_readsOffsetPlusIndexTimesStride(
      @ForAll @Size(max = 4) List<@IntRange(max = 6) Integer> sides,
      @ForAll @Size(value = 4) List<@IntRange(max = 40) Integer> allStrides,
      @ForAll @IntRange(max = 60) int offset)
      throws IOException {
    long[] shape = sides.stream().mapToLong(Integer::longValue).toArray();
    long[] strides =
        allStrides.stream().mapToLong(Integer::longValue).limit(shape.length).toArray();
    List<Float> expected = new ArrayList<>();
    walk(shape, strides, 0, offset, expected);
    boolean inside =
        expected.stream().allMatch(value -> value < ELEMENTS) && expected.size() <= ELEMENTS;

    Path file = Files.createTempFile("elements", "");
    try (FileChannel channel = FileChannel.open(writeElements(file))) {
      Storage storage = new Storage("0", ElementType.BYTE, ELEMENTS);
      storage.foundAt(channel, 0, ByteOrder.LITTLE_ENDIAN);
      StoredTensor.StorageSlice all = new StoredTensor.StorageSlice(storage, 0, ELEMENTS);
      StoredTensor view = StoredTensor.view("test", all, offset, shape, strides);
      List<Float> found = new ArrayList<>();
      for (float value : view.floats()) {
        found.add(value);
      }
      assertThat(found).isEqualTo(expected);
      assertThat(inside).isTrue();
    } catch (MalformedException e) {
      assertThat(inside).isFalse();
    } finally {
      Files.delete(file);
    }
  }

  private static Path writeElements(Path file) throws IOException {
    byte[] elements = new byte[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      elements[i] = (byte) i;
    }
    return Files.write(file, elements);
  }

  private static void walk(long[] shape, long[] strides, int side, long at, List<Float> values) {
    if (side == shape.length) {
      values.add((float) at);
      return;
    }
    for (int i = 0; i < shape[side]; i++) {
      walk(shape, strides, side + 1, at + i * strides[side], values);
    }
  }
}
