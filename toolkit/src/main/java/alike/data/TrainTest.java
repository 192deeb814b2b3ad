package alike.data;

/**
 * A data set in the two parts that it is published in.
 *
 * @param train images to learn from
 * @param test images to measure on
 */
public record TrainTest(ImageSet train, ImageSet test) {}
