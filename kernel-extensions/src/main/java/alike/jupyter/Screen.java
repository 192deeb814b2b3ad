package alike.jupyter;

/** Where panels appear. */
interface Screen {

  /** Returns whether there is one. */
  boolean isThere();

  /** Shows a bundle, or puts it in the place of the one shown before under the same name. */
  void show(Bundle bundle, String display, boolean first);
}
