package dev.nabla.web.pages;

/**
 * A documentation page.
 *
 * @param path its file below {@code docs}, for instance {@code losses/huber.md}
 * @param title its title
 * @param markdown its text, with links relative to {@code path}
 */
record Page(String path, String title, String markdown) {}
