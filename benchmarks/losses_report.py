"""What benchmarks/losses found: a table, its numbers and a chart."""

import json

OURS = ("Alike, MXNet", "Alike, PyTorch")
NAMES = {"ntxent": "NT-Xent", "supcon": "SupCon"}
VERSIONS = (
    "import json, importlib.metadata as m;"
    "print(json.dumps({n: m.version(n) for n in ('torch', 'lightly', 'pytorch-metric-learning')}))"
)


def most(rows):
    """The goal: at most this share of the fastest peer's time."""
    return 0.7 if rows <= 1024 else 0.3


def brief(item):
    name, answer = item
    return f"{name} {answer['left'] if 'left' in answer else f'''{min(answer['ms']):.2f} ms'''}"


def cells(results):
    """Returns loss, rows → name → the least milliseconds, the memory, or why there is none."""
    found = {}
    for series in results["series"]:
        found.setdefault((series["loss"], series["rows"]), {})[series["name"]] = series
    return found


def ratios(found):
    """Returns ours → its time over that of the fastest peer; nothing where no peer could."""
    peers = [min(each["ms"]) for name, each in found.items() if name not in OURS and "ms" in each]
    return {name: min(found[name]["ms"]) / min(peers) for name in OURS if peers and "ms" in found[name]}


def missed(results):
    """The goals that were not reached, in words."""
    return [
        f"{NAMES[loss]}, {rows} rows, {name}: {ratio:.2f}× the fastest peer, at most {most(rows)}×"
        for (loss, rows), found in cells(results).items()
        for name, ratio in ratios(found).items()
        if ratio > most(rows)
    ]


def markdown(results):
    names = list(dict.fromkeys(series["name"] for series in results["series"]))
    lines = [
        "# Losses with their gradients",
        "",
        ", ".join(f"`{command}`" for command in results["commands"]) + ": milliseconds, the least of the rounds, from embeddings of 128 numbers to their gradient;"
        f" {results['threads']} threads; in brackets the memory that the step took. Ratio: our time over that of the"
        " fastest peer. "
        + ", ".join(f"{name} {version}" for name, version in results["versions"].items())
        + f"; Java {results['java']}; {results['processor']}, {results['cores']} cores; load up to {results['load']:.1f} a core.",
        "",
        "| loss | rows | " + " | ".join(names) + " | ratio " + " | ratio ".join(each.split(", ")[1] for each in OURS) + " |",
        "|---|---:|" + "---:|" * (len(names) + len(OURS)),
    ]
    for (loss, rows), found in cells(results).items():
        ratio = ratios(found)
        line = [NAMES[loss], f"{rows:,}", *(_cell(found[name]) for name in names)]
        line += [f"{ratio[name]:.2f}×" if name in ratio else "–" for name in OURS]
        lines.append("| " + " | ".join(line) + " |")
    return "\n".join(lines) + "\n"


def _cell(answer):
    return answer["left"] if "left" in answer else f"{_short(min(answer['ms']))} ({answer['mb']} MB)"


def _short(milliseconds):
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.2f}" if milliseconds < 10 else f"{milliseconds:.1f}"


def merged(earlier, results):
    """Returns the results with those of other losses and sizes from before, if they are of the same versions and threads."""
    if any(earlier.get(name) != results[name] for name in ("java", "processor", "cores", "threads", "versions")):
        return results
    measured = cells(results)
    kept = [series for series in earlier["series"] if (series["loss"], series["rows"]) not in measured]
    commands = list(dict.fromkeys([*earlier["commands"], *results["commands"]]))
    series = sorted([*kept, *results["series"]], key=lambda each: (each["rows"], each["loss"]))
    return {**results, "commands": commands if kept else results["commands"], "load": max(earlier["load"], results["load"]), "series": series}


def write(results, folder):
    """Writes table, numbers and chart, merged with what is there; returns all results."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = folder / "losses.json"
    if numbers.exists():
        results = merged(json.loads(numbers.read_text()), results)
    (folder / "losses.md").write_text(markdown(results))
    numbers.write_text(json.dumps(results, indent=1) + "\n")
    (folder / "losses.svg").write_text(chart(results))
    return results


COLOURS = ("#0072b2", "#56b4e9", "#d55e00", "#e69f00", "#cc79a7")
INK = "#767676"


def chart(results):
    """Returns both losses side by side: milliseconds by rows, both axes logarithmic."""
    import math

    found = cells(results)
    names = list(dict.fromkeys(series["name"] for series in results["series"]))
    sizes = sorted({rows for _, rows in found})
    times = [min(each["ms"]) for group in found.values() for each in group.values() if "ms" in each]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    width, height, top, bottom = 330, 300, 60, 350
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 430" width="800" height="430" role="img"'
        f' font-family="sans-serif" font-size="13" fill="{INK}"><title>Milliseconds of a loss with its gradient, by rows</title>'
    ]
    for panel, loss in enumerate(NAMES):
        left = 70 + panel * (width + 55)
        x = lambda rows: left + width * sizes.index(rows) / max(1, len(sizes) - 1)
        y = lambda ms: bottom - (math.log10(ms) - low) / (high - low) * (bottom - top)
        out.append(f'<text x="{left}" y="40" font-size="16" font-weight="bold">{NAMES[loss]}</text>')
        for power in range(low, high + 1):
            out.append(f'<path d="M{left} {y(10**power):.1f}h{width}" stroke="#8884"/>')
            if panel == 0:
                out.append(f'<text x="{left - 8}" y="{y(10**power) + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
        for rows in sizes:
            out.append(f'<text x="{x(rows):.1f}" y="{bottom + 20}" text-anchor="middle">{rows:,}</text>')
        for number, name in enumerate(names):
            answers = {rows: found.get((loss, rows), {}).get(name, {}) for rows in sizes}
            points = [(x(rows), y(min(answer["ms"]))) for rows, answer in answers.items() if "ms" in answer]
            path = " ".join(f"{'L' if i else 'M'}{a:.1f} {b:.1f}" for i, (a, b) in enumerate(points))
            out.append(f'<path d="{path}" fill="none" stroke="{COLOURS[number]}" stroke-width="2.5"/>')
            out += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{COLOURS[number]}"/>' for a, b in points]
    out.append(f'<text x="435" y="{bottom + 42}" text-anchor="middle">rows of the batch (2N)</text>')
    for number, name in enumerate(names):
        at = 60 + number * 145
        out.append(f'<path d="M{at} 417h18" stroke="{COLOURS[number]}" stroke-width="3"/><text x="{at + 24}" y="421">{name}</text>')
    return "".join(out) + "</svg>\n"
