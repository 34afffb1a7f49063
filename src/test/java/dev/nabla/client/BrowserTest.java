package dev.nabla.client;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Tests of pages in one real browser. Each fails if a page has complained. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class BrowserTest {

    protected Chromium chromium;

    @BeforeAll
    void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** After the pages have been closed. */
    @AfterEach
    void assertContent() {
        chromium.assertContent();
    }
}
