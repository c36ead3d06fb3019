package dev.narthex.examples.shop;

/**
 * What the shop answers.
 *
 * @param status the HTTP status
 * @param text the body
 */
record Answer(int status, String text) {}
