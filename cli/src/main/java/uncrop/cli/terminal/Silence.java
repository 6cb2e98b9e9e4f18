package uncrop.cli.terminal;

/** Shows nothing. */
record Silence() implements Progress {
  @Override
  public void progress(String stage, double done) {}

  @Override
  public void close() {}
}
