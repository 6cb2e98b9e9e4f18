package uncrop.cli.extend;

/** Tells the user how each result came out. */
interface Report {
  void add(Outcome outcome);

  /** Called once, after the last outcome. */
  void end();
}
