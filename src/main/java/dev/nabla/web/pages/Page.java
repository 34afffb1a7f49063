package dev.nabla.web.pages;

/**
 * A page for people.
 *
 * @param path where it is kept below {@code docs}, for instance {@code losses/huber.md}
 * @param title what it is about
 * @param markdown what it says; links are relative to {@code path}
 */
record Page(String path, String title, String markdown) {}
