"""Where a benchmark ran."""

import pathlib


def processor():
    """Returns the processor's name and the widest vectors that it has."""
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return "Unknown processor"
    found = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    flags = found.get("flags", found.get("Features", "")).split()
    vectors = next((name for name in ("avx512f", "avx2", "asimd") if name in flags), "no vectors")
    return f"{found.get('model name', 'Unknown processor')} ({vectors})"
