package dev.troupe.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends an item, and what ends more than it. */
class ItemBoundaryTest {
  private static final String ATTEMPT = "Cannot render a.png with b.mp4";

  static Stream<Throwable> failuresOfItems() {
    return Stream.of(
        new IllegalStateException("no encoder"),
        new NullPointerException(),
        new ArithmeticException("long overflow"),
        new ArrayIndexOutOfBoundsException("Index 5 out of bounds for length 3"),
        new IOException("Bogus marker length"),
        new EOFException(),
        new UncheckedIOException(new IOException("Bogus Huffman table")),
        new FileNotFoundException("/in/b.mp4 (No such file or directory)"),
        new AccessDeniedException("/in/b.mp4"),
        new StackOverflowError(),
        new AssertionError("a codec's own check"));
  }

  static Stream<Throwable> failuresOfMore() {
    StorageException storage = new StorageException("Cannot write /out: no space left");
    return Stream.of(
        storage,
        new UncheckedIOException("wrapped", storage),
        new BadDataException("Cannot read b.mp4: the store is silent", storage),
        new IllegalStateException(new RuntimeException(new UncheckedIOException(storage))),
        new OutOfMemoryError("Java heap space"),
        new NoSuchMethodError("gone"),
        new ExceptionInInitializerError("broken"),
        new IllegalStateException("engine", new UnsatisfiedLinkError("libtorch")),
        new CancellationException("interrupted"));
  }

  @ParameterizedTest
  @MethodSource("failuresOfItems")
  void run_failureOfAnyKind_isTheItemsInOneSentence(Throwable failure) throws IOException {
    String why = ItemBoundary.run(ATTEMPT, () -> sneak(failure), UnaryOperator.identity());

    assertThat(why).startsWith(ATTEMPT + ": ").doesNotContain("null", "\n");
  }

  @ParameterizedTest
  @MethodSource("failuresOfMore")
  void run_failureOfTheMachine_goesThrough(Throwable failure) {
    assertThatThrownBy(() -> ItemBoundary.run(ATTEMPT, () -> sneak(failure), why -> why))
        .satisfies(
            thrown ->
                assertThat(Stream.iterate(failure, cause -> cause != null, Throwable::getCause))
                    .contains(thrown));
  }

  @Test
  void run_badData_keepsItsSentence() throws IOException {
    BadDataException bad = new BadDataException("Cannot read b.mp4: it is empty");

    assertThat(ItemBoundary.run(ATTEMPT, () -> sneak(bad), why -> why))
        .isEqualTo("Cannot read b.mp4: it is empty");
  }

  @Test
  void run_nativeTrace_keepsItsLastWord() throws IOException {
    RuntimeException raised =
        new RuntimeException(
            """
            The following operation failed in the TorchScript interpreter.
            Traceback of TorchScript (most recent call last):
              File "code.py", line 3, in forward
            RuntimeError: size mismatch
            """);

    assertThat(ItemBoundary.run(ATTEMPT, () -> sneak(raised), why -> why))
        .isEqualTo(ATTEMPT + ": size mismatch (RuntimeException)");
  }

  @Test
  void run_taskThatIsToldToEnd_fails() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> ItemBoundary.run(ATTEMPT, () -> sneak(new InterruptedException()), why -> why))
        .isInstanceOf(IOException.class)
        .hasMessage("the task was told to end");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void orBadData_unforeseen_isBadDataWithItsCause() {
    IllegalStateException unforeseen = new IllegalStateException("no such pixel format");

    assertThatThrownBy(() -> ItemBoundary.orBadData("Cannot decode b.mp4", () -> sneak(unforeseen)))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot decode b.mp4: no such pixel format")
        .hasCause(unforeseen);
  }

  @Test
  void storageException_faultsOfTheMachine_areToldFromTheFiles() {
    assertThat(StorageException.of("Cannot read a", new IOException("connection reset")))
        .isInstanceOf(StorageException.class)
        .hasMessage("Cannot read a: connection reset");
    assertThat(
            StorageException.of(
                "Cannot read /a", new FileNotFoundException("/a (Too many open files)")))
        .isInstanceOf(StorageException.class);
    assertThat(
            StorageException.of(
                "Cannot write /a", new FileSystemException("/a", null, "No space left on device")))
        .isInstanceOf(StorageException.class)
        .hasMessage("Cannot write /a: No space left on device");
    assertThat(
            StorageException.of(
                "Cannot write /a/b", new FileSystemException("/a/b", null, "Not a directory")))
        .isNotInstanceOf(StorageException.class);
  }

  private static String sneak(Throwable failure) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (Exception) failure;
  }
}
