"""What benchmarks/augment found: a table, its numbers and a chart."""

import json

BASE = "torchvision, PIL"
VECTORS, PLAIN = "Alike, vectors", "Alike, plain JVM"
LEAST = {VECTORS: {28: 30, 32: 30, 96: 16, 224: 16}, PLAIN: {28: 10, 32: 10, 96: 4, 224: 4}}


def rows(results):
    """One row a contender, size and number of cores: its best round, and how it stands to the others."""
    found = [_row(series) for series in results["series"]]
    for row in found:
        beside = [other for other in found if (other["size"], other["cores"]) == (row["size"], row["cores"])]
        peers = [other for other in beside if other["name"] not in LEAST]
        base = next((other for other in peers if other["name"] == BASE), None)
        row["to_base"] = row["rate"] / base["rate"] if base else None
        row["cpu_to_base"] = base["cpu"] / row["cpu"] if base else None
        fastest = max((other["rate"] for other in peers), default=None)
        row["to_fastest"] = row["rate"] / fastest if fastest else None
        row["cpu_to_fastest"] = min(other["cpu"] for other in peers) / row["cpu"] if peers else None
    return sorted(found, key=lambda row: (row["size"], row["cores"]))


def _row(series):
    rounds = series["rounds"]
    return {
        "size": series["size"],
        "cores": series["cores"],
        "name": series["name"],
        "rate": max(each["images"] / each["wall_s"] for each in rounds),
        "cpu": min(each["cpu_s"] / each["images"] for each in rounds) / 2 * 1e6,
        "rounds": len(rounds),
    }


def missed(results):
    """The goals that were not reached, in words."""
    return [f"{goal['what']}: {goal['found']:.1f}×" for goal in goals(results) if not goal["held"]]


def goals(results):
    found = []
    for row in rows(results):
        where = f"{row['name']}, {_pixels(row['size'])}, {_cores(row['cores'])}"
        if row["name"] in LEAST and row["to_base"]:
            least = LEAST[row["name"]][row["size"]]
            what = f"{where}: at least {least}× {BASE}"
            found.append({"what": what, "found": row["to_base"], "held": row["to_base"] >= least})
        if row["name"] == VECTORS and row["to_fastest"]:
            what = f"{where}: faster than every peer"
            found.append({"what": what, "found": row["to_fastest"], "held": row["to_fastest"] > 1})
    return found


def _pixels(size):
    return f"{size}×{size}×{1 if size == 28 else 3}"


def _cores(count):
    return "one core" if count == 1 else f"{count} cores"


def _times(ratio):
    return "" if ratio is None else f"{ratio:.1f}×" if ratio < 100 else f"{ratio:.0f}×"


def markdown(results):
    versions = ", ".join(f"{name.split(',')[0]} {version}" for name, version in results["versions"].items())
    lines = [
        "# Views a second",
        "",
        f"`{results['command']}` on {results['cores']} cores ({results['processor']}), JDK {results['java']}, Python"
        f" {results['python']}, torch {results['torch']}; {versions}.",
        "Load a core while it ran: "
        f"{results['load']:.1f}; with more than 1, others ran too, wall times are long and their ratios unsteady:"
        " processor time is steadier.",
        "",
        "Two views of each image by SimCLR's recipe, with Gaussian blur at 96 and 224 pixels, from pixels in memory to"
        " float batches. Images a second are of the best round, by the clock on the wall; processor time a view is that of"
        " the best round too, of all threads. The ratios say how many times as many images a second, in brackets how many"
        " times less processor time.",
        *[f"Not measured: {name} ({why})." for name, why in results["missing"].items()],
    ]
    table = rows(results)
    for size in sorted({row["size"] for row in table}):
        lines += [
            "",
            f"## {_pixels(size)}",
            "",
            f"| | cores | images/s | CPU µs a view | to {BASE} | to the fastest peer | rounds |",
            "| --- | --: | --: | --: | --: | --: | --: |",
        ]
        for row in (row for row in table if row["size"] == size):
            lines.append(
                f"| {row['name']} | {row['cores']} | {row['rate']:,.0f} | {row['cpu']:,.2f} |"
                f" {_both(row['to_base'], row['cpu_to_base'])} | {_both(row['to_fastest'], row['cpu_to_fastest'])} |"
                f" {row['rounds']} |"
            )
    lines += ["", "## Goals", "", "| goal | measured | |", "| --- | --: | --- |"]
    lines += [
        f"| {goal['what']} | {_times(goal['found'])} | {'held' if goal['held'] else '**missed**'} |"
        for goal in goals(results)
    ]
    return "\n".join(lines) + "\n"


def _both(wall, cpu):
    return "" if wall is None else f"{_times(wall)} ({_times(cpu)})"


def write(results, folder):
    """Writes augment.md, augment.json and augment.svg."""
    folder.mkdir(parents=True, exist_ok=True)
    text = markdown(results).replace("\n\n## ", "\n\n![Images a second](augment.svg)\n\n## ", 1)
    (folder / "augment.md").write_text(text)
    numbers = {**{key: value for key, value in results.items() if key != "series"}, "rows": rows(results)}
    (folder / "augment.json").write_text(json.dumps(numbers, indent=1, ensure_ascii=False) + "\n")
    (folder / "augment.svg").write_text(chart(rows(results)))


WIDTH, LEFT, RIGHT, BAR, GAP, TOP, HEAD = 860, 190, 90, 16, 6, 64, 34


def chart(table):
    """Bars of images a second, one group a size, on one logarithmic axis; what two cores add is lighter."""
    import math

    names = list(dict.fromkeys(row["name"] for row in table))
    sizes = sorted({row["size"] for row in table})
    most = max(row["rate"] for row in table)
    low, high = 10, 10 ** math.ceil(math.log10(most))

    def x(rate):
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(max(rate, low) / low) / math.log10(high / low)

    group = HEAD + len(names) * (BAR + GAP)
    height = TOP + len(sizes) * group + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        ' role="img" aria-label="Images a second, two views each, by library and image size">',
        "<style>text{font:13px sans-serif;fill:#222}.t{font-size:16px;font-weight:bold}.h{font-weight:bold}"
        ".n{fill:#555}.g{stroke:#ccc}.o{fill:#0072b2}.p{fill:#999}.two{opacity:.45}rect.b{fill:#fff}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}.n{fill:#aaa}.g{stroke:#444}.o{fill:#56b4e9}.p{fill:#888}"
        "rect.b{fill:#181818}}</style>",
        f'<rect class="b" width="{WIDTH}" height="{height}"/>',
        '<text class="t" x="16" y="26">Images a second, two SimCLR views each</text>',
        '<text class="n" x="16" y="46">logarithmic; full colour: one core, light: what the second core adds</text>',
    ]
    tick = low
    while tick <= high:
        parts.append(f'<line class="g" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{TOP}" y2="{height - 24}"/>')
        parts.append(f'<text class="n" text-anchor="middle" x="{x(tick):.1f}" y="{height - 8}">{tick:,}</text>')
        tick *= 10
    for at, size in enumerate(sizes):
        top = TOP + at * group
        parts.append(f'<text class="h" x="16" y="{top + 22}">{_pixels(size)}</text>')
        for place, name in enumerate(names):
            y = top + HEAD + place * (BAR + GAP)
            rates = {row["cores"]: row["rate"] for row in table if (row["size"], row["name"]) == (size, name)}
            kind = "o" if name in LEAST else "p"
            parts.append(f'<text text-anchor="end" x="{LEFT - 8}" y="{y + 13}">{name}</text>')
            for cores in sorted(rates, reverse=True):
                shade = " two" if cores > 1 else ""
                parts.append(
                    f'<rect class="{kind}{shade}" x="{LEFT}" y="{y}" width="{x(rates[cores]) - LEFT:.1f}" height="{BAR}"/>'
                )
            best = max(rates.values())
            parts.append(f'<text class="n" x="{x(best) + 6:.1f}" y="{y + 13}">{best:,.0f}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
