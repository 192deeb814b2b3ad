package alike.augment;

/** Puts 0.2989 R + 0.587 G + 0.114 B into all channels; a grey image stays as it is. */
record Greyed() implements Op {

  @Override
  public void apply(Planes image) {
    int area = image.height() * image.width();
    var values = image.values();
    for (int i = 0; image.channels() == 3 && i < area; i++) {
      float grey = image.grey(i);
      values[i] = grey;
      values[i + area] = grey;
      values[i + 2 * area] = grey;
    }
  }
}
