package alike.kernel;

/** What stops code that does not react to the interrupt of its thread. */
interface Brake {

  /** Makes the code of cells on {@code thread} end with a ThreadDeath, as soon as it can. */
  void pull(Thread thread);

  /** Lets code run again. */
  void release();
}
