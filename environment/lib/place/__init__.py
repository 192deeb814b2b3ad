"""Builds the place that Alike runs in. One concern a file; standard library only; imports nothing of Alike."""
