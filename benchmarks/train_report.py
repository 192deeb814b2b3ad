"""What benchmarks/train found: a table, its numbers and a chart."""

import json

NETS = {"small": ("small conv net, 256 × 28²", 256), "resnet18": ("ResNet-18, 64 × 32²", 64)}
METHODS = {"simclr": "SimCLR"}
FLOAT = (("Alike, MXNet", "Alike, PyTorch"), "lightly, fp32", 1.0)
HALF = (("Alike, PyTorch, bfloat16",), "lightly, bfloat16", 1.1)


def cells(results):
    """Returns method, net → name → the least milliseconds."""
    found = {}
    for series in results["series"]:
        found.setdefault((series["method"], series["net"]), {})[series["name"]] = min(series["ms"])
    return found


def ratio(found, goal):
    """Returns our best time over the peer's; nothing where one of them did not run."""
    ours, peer, _ = goal
    times = [found[name] for name in ours if name in found]
    return min(times) / found[peer] if times and peer in found else None


def missed(results):
    """The goals that were not reached, in words."""
    return [
        f"{METHODS[method]} on {NETS[net][0]}: {share:.2f}× {goal[1]}, at most {goal[2]}×"
        for (method, net), found in cells(results).items()
        for goal in (FLOAT, HALF)
        if (share := ratio(found, goal)) is not None and share > goal[2]
    ]


def markdown(results):
    names = list(dict.fromkeys(series["name"] for series in results["series"]))
    lines = [
        "# Training steps",
        "",
        f"`{results['command']}`: milliseconds of a step, the least of the rounds, from two views of each image to changed weights;"
        f" in brackets images a second; {results['threads']} threads. Ratios: our faster engine over lightly in fp32, and bfloat16"
        " over bfloat16. "
        + ", ".join(f"{name} {version}" for name, version in results["versions"].items())
        + f"; load up to {results['load']:.1f} a core.",
        "",
        "| method | net | " + " | ".join(names) + " | fp32 | bfloat16 |",
        "|---|---|" + "---:|" * (len(names) + 2),
    ]
    for (method, net), found in cells(results).items():
        title, images = NETS[net]
        cells_ = [f"{found[name]:.1f} ({images * 1000 / found[name]:,.0f})" for name in names]
        shares = [f"{share:.2f}×" if (share := ratio(found, goal)) is not None else "–" for goal in (FLOAT, HALF)]
        lines.append("| " + " | ".join([METHODS[method], title, *cells_, *shares]) + " |")
    return "\n".join(lines) + "\n"


def write(results, folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "train.md").write_text(markdown(results))
    (folder / "train.json").write_text(json.dumps(results, indent=1) + "\n")
    (folder / "train.svg").write_text(chart(results))


OURS, THEIRS, INK = "#0072b2", "#d55e00", "#767676"


def chart(results):
    """Returns images a second as bars, one panel a method and net."""
    rows, panels = 0, []
    for (method, net), found in cells(results).items():
        title, images = NETS[net]
        speeds = {name: images * 1000 / ms for name, ms in found.items()}
        out = [f'<text x="20" y="{rows + 40}" font-size="16" font-weight="bold">{METHODS[method]}, {title}: images a second</text>']
        for place, (name, speed) in enumerate(speeds.items()):
            y = rows + 56 + 28 * place
            colour = OURS if name.startswith("Alike") else THEIRS
            width = 480 * speed / max(speeds.values())
            out.append(f'<text x="210" y="{y + 15}" text-anchor="end">{name}</text>')
            out.append(f'<rect x="220" y="{y}" width="{width:.1f}" height="20" fill="{colour}"/>')
            out.append(f'<text x="{226 + width:.1f}" y="{y + 15}">{speed:,.0f}</text>')
        rows += 70 + 28 * len(speeds)
        panels += out
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 {rows + 20}" width="800" height="{rows + 20}" role="img"'
        f' font-family="sans-serif" font-size="13" fill="{INK}"><title>Images a second in training</title>' + "".join(panels) + "</svg>\n"
    )
