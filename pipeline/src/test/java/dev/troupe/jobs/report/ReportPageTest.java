package dev.troupe.jobs.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.troupe.fixtures.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
class ReportPageTest {
  private static final int ITEMS = 12;

  @TempDir private static Path temp;
  private static Browser browser;
  private static Path file;
  private Page page;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
    file = Path.of(new SampleRun(ITEMS).write(temp.resolve("report").toString()));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    page = browser.open(file, 1280, 900);
  }

  @AfterEach
  void nothingWentWrong_andNothingButThePageWasAskedFor() {
    page.context().close();
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).containsOnly(file.toUri().toString());
  }

  @Test
  void page_opened_saysHowItWent() {
    assertThat(page).hasTitle("nightly.csv · 10 of 12 videos are ready, 2 failed.");
    assertThat(page.locator("h1")).hasText("10 of 12 videos are ready, 2 failed.");
    assertThat(page.locator("#attention"))
        .containsText("Cannot read s3a://studio/clips/greeting.mp4: the file ends early");
    assertThat(page.locator("#plan tbody tr").nth(6)).hasText("Run time2 min 40 s2 min 13 s−17 %");
    assertThat(page.locator("#slowest li").first()).containsText("cleo-news <late>-8.mp4");
    assertThat(page.locator(".item")).hasCount(ITEMS);
  }

  @Test
  void previews_ofRenderedVideos_areDrawn() {
    assertThat(page.locator(".item").first().locator("img")).hasCount(3);
    assertThat(
            page.evaluate(
                "[...document.images].every(image => image.complete && image.naturalWidth == 160)"))
        .isEqualTo(true);
  }

  @Test
  void throughput_drawn_hasInk() {
    Object coloured =
        page.evaluate(
            """
            () => {
              const canvas = document.getElementById("throughput");
              const pixels = canvas.getContext("2d")
                .getImageData(0, 0, canvas.width, canvas.height).data;
              return pixels.filter((value, at) => at % 4 === 3 && value > 0).length;
            }
            """);

    assertThat(((Number) coloured).intValue()).isGreaterThan(1000);
  }

  @Test
  void sort_byTaskTime_putsTheSlowestFirstAndReverses() {
    page.selectOption("#sort", "task");
    assertThat(names().get(0)).isEqualTo("cleo-news <late>-8.mp4");

    page.click("#direction");
    assertThat(names().get(ITEMS - 1)).isEqualTo("cleo-news <late>-8.mp4");

    page.selectOption("#sort", "status");
    assertThat(page.locator(".item").first()).hasClass("item failed");

    page.selectOption("#sort", "number");
    assertThat(names().get(0)).isEqualTo("ada-greeting-0.mp4");
  }

  @Test
  void filter_wordsAndStatus_showWhatMatches() {
    page.fill("#filter", "bruno greeting");
    assertThat(page.locator(".item:visible")).hasCount(1);
    assertThat(page.locator("#count")).hasText("1 of 12 shown");

    page.fill("#filter", "");
    page.click(".chips button[data-status=failed]");
    assertThat(page.locator(".item:visible")).hasCount(2);

    page.click(".chips button[data-status=failed]");
    page.click(".chips button[data-status=warned]");
    assertThat(page.locator(".item:visible")).hasCount(3);

    page.fill("#filter", "nobody");
    assertThat(page.locator("#nothing")).isVisible();
  }

  @Test
  void theme_followsTheSystemAndTheButton() {
    String light = background();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    String dark = background();
    page.click("#theme");

    assertThat(dark).isNotEqualTo(light);
    assertThat(background()).isEqualTo(light);
  }

  @Test
  void print_onPaper_isLightAndWithoutControls() {
    String light = background();
    page.emulateMedia(
        new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK).setMedia(Media.PRINT));

    assertThat(background()).isNotEqualTo(light).isEqualTo("rgb(255, 255, 255)");
    assertThat(page.locator(".controls")).isHidden();
    assertThat(page.locator("#theme")).isHidden();
    assertThat(page.pdf()).startsWith('%', 'P', 'D', 'F');
  }

  @Test
  void narrowWindow_hasNothingBesideIt() {
    page.setViewportSize(360, 800);

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
  }

  private String background() {
    return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
  }

  private List<String> names() {
    Locator names = page.locator(".item h3 span[title]");
    return names.allTextContents();
  }
}
