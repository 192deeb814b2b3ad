"""Times evaluation side by side: each round does every task once with every peer, in turn, in one run.

knn      the k = 200 nearest of 60,000 rows of 128 numbers for each of 10,000, by cosine similarity, from raw rows
vote     the classes that these neighbours vote for, weighted, T = 0.1
kmeans   20 Lloyd iterations of 1,000 centres on these 60,000 rows, all from the same start
optimum  the optimum of logistic regression on these rows, 10 classes, lambda = 1e-4, in float64
sgd      20 epochs of softmax regression by SGD, batches of 512
tsne     1,000 iterations of t-SNE of the 10,000 rows, perplexity 30, from principal components
umap     500 epochs of UMAP of the 10,000 rows, 15 neighbours (the point itself among them), from principal components

Ours runs twice: on the JDK's Vector API, and as a JVM without it does. Processor seconds count all threads; on a
machine that others use as well, they tell more than wall seconds. Maps run once, after a small one that warms up.
"""

import argparse
import importlib.metadata
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from machine import processor

ROOT = pathlib.Path(__file__).resolve().parent.parent
BANK, QUERIES, WIDTH, CLASSES, CENTRES = 60_000, 10_000, 128, 10, 1_000
SETTINGS = {"knn": 200, "vote": 200, "kmeans": 20, "optimum": 0, "sgd": 20, "tsne": 1000, "umap": 500}
TITLES = {
    "knn": "200 nearest of 60,000 for each of 10,000 rows", "vote": "the same with the vote of their classes",
    "kmeans": "k-means, 60,000 rows, 1,000 centres, 20 iterations", "optimum": "logistic regression, its optimum, 60,000 rows",
    "sgd": "softmax regression by SGD, 20 epochs", "tsne": "t-SNE of 10,000 rows, 1,000 iterations",
    "umap": "UMAP of 10,000 rows, 500 epochs"}
MAPS = ("tsne", "umap")  # tens of seconds each: one round
PENALTY = 1e-4
BOUND = 1.5  # of faiss's time
BOUNDED = {("knn", "faiss"): BOUND, ("kmeans", "faiss"): BOUND, ("knn", "scikit-learn"): 1, ("kmeans", "scikit-learn"): 1,
           ("vote", "lightly"): 1}
OURS = ("Alike", "Alike, plain JVM")


def arguments_of_the_call():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count, 5 unless set; one more warms up")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of every peer; all cores unless set")
    parser.add_argument("--tasks", nargs="+", choices=SETTINGS, default=list(SETTINGS))
    parser.add_argument("--to", type=pathlib.Path, default=ROOT / "benchmarks" / "results", help="the folder of results")
    return parser.parse_args()


def data(numpy):
    """Ten clouds that overlap, as embeddings of a fair encoder do."""
    random = numpy.random.default_rng(0)
    middles = random.standard_normal((CLASSES, WIDTH)).astype(numpy.float32)

    def rows(count):
        labels = random.integers(0, CLASSES, count).astype(numpy.int32)
        noise = 3 * random.standard_normal((count, WIDTH)).astype(numpy.float32)
        return middles[labels] + noise, labels

    bank, bank_labels = rows(BANK)
    queries, query_labels = rows(QUERIES)
    return {"bank": bank, "bank_labels": bank_labels, "queries": queries, "query_labels": query_labels,
            "centres": bank[random.permutation(BANK)[:CENTRES]].copy()}


class Timed:
    """A peer in this process."""

    def __init__(self, tasks):
        self.tasks = tasks

    def run(self, task):
        wall, processor = time.perf_counter(), time.process_time()
        figure = self.tasks[task](SETTINGS[task])
        times = time.perf_counter() - wall, time.process_time() - processor
        return *times, float(figure() if callable(figure) else figure)

    def close(self):
        pass


class Process:
    """A peer in a process of its own, which answers line by line."""

    def __init__(self, tasks, command, environment):
        self.tasks = tasks
        self.process = subprocess.Popen(list(map(str, command)), cwd=ROOT, env={**os.environ, **environment}, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.answer("ready")

    def answer(self, word):
        line = self.process.stdout.readline().split()
        if not line or line[0] != word:
            sys.exit(f"A peer ended or said something else than '{word}': {line}")
        return line[1:]

    def run(self, task):
        self.process.stdin.write(f"{task} {SETTINGS[task]}\n")
        self.process.stdin.flush()
        return tuple(map(float, self.answer("done")))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def java(folder, threads, *options):
    command = ["java", "-Xmx3g", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", *options, "-cp",
               os.environ["ALIKE_CLASSES"], "alike.report.EvaluationSpeed", folder, WIDTH]
    return Process(SETTINGS, command, {"ALIKE_THREADS": str(threads), "DJL_OFFLINE": "true"})


def lightly(folder, threads):
    command = [os.environ["ALIKE_PEERS"], ROOT / "benchmarks" / "evaluate_lightly.py", folder, WIDTH, CLASSES, threads]
    return Process({"vote": 0}, command, {})


def lightly_versions():
    code = "import importlib.metadata as m; print(m.version('lightly'), m.version('torch'))"
    words = subprocess.run([os.environ["ALIKE_PEERS"], "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return dict(zip(("lightly", "torch"), words))


def java_version():
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr
    return told.split('"')[1]


def peers(arrays, folder, threads, tasks):
    import faiss
    import numpy
    import sklearn
    from sklearn.cluster import KMeans
    from sklearn.linear_model import LogisticRegression
    from sklearn.manifold import TSNE
    from sklearn.neighbors import NearestNeighbors
    from threadpoolctl import threadpool_limits

    threadpool_limits(threads)
    faiss.omp_set_num_threads(threads)
    bank, queries, labels = arrays["bank"], arrays["queries"], arrays["bank_labels"]

    def faiss_knn(k):
        rows, asked = bank.copy(), queries.copy()
        faiss.normalize_L2(rows)
        faiss.normalize_L2(asked)
        index = faiss.IndexFlatIP(WIDTH)
        index.add(rows)
        return index.search(asked, k)[1][:, -1].sum()

    def sklearn_knn(k):
        found = NearestNeighbors(n_neighbors=k, algorithm="brute", metric="cosine").fit(bank)
        return found.kneighbors(queries, return_distance=False)[:, -1].sum()

    def faiss_kmeans(iterations):
        means = faiss.Kmeans(WIDTH, CENTRES, niter=iterations, max_points_per_centroid=BANK)
        means.train(bank, init_centroids=arrays["centres"])
        return means.index.search(bank, 1)[0].astype(numpy.float64).sum()

    def sklearn_kmeans(iterations):
        means = KMeans(CENTRES, init=arrays["centres"], n_init=1, max_iter=iterations, tol=0, algorithm="lloyd")
        return means.fit(bank).inertia_

    def sklearn_tsne(iterations):
        found = TSNE(perplexity=30, init="pca", max_iter=iterations, n_jobs=threads, random_state=0)
        found.fit_transform(queries)
        return found.kl_divergence_

    def umap_umap(epochs):
        import umap  # which compiles for seconds

        found = umap.UMAP(n_neighbors=15, n_epochs=epochs, init="pca", random_state=0, n_jobs=1).fit_transform(queries)
        return lambda: purity(found)

    def purity(places):
        """The part of points that the class of their 10 nearest others tells."""
        near = NearestNeighbors(n_neighbors=10).fit(places).kneighbors(return_distance=False)
        votes = numpy.apply_along_axis(numpy.bincount, 1, arrays["query_labels"][near], minlength=CLASSES)
        return (votes.argmax(1) == arrays["query_labels"]).mean()

    def standardised():
        mean, deviation = bank.mean(0, dtype=numpy.float64), bank.std(0, dtype=numpy.float64)
        return [((each - mean) / deviation).astype(numpy.float32) for each in (bank, queries)]

    def sklearn_optimum(_):
        rows = standardised()[0].astype(numpy.float64)
        found = LogisticRegression(C=1 / (PENALTY * BANK), tol=1e-6, max_iter=1000).fit(rows, labels)
        chances = found.predict_log_proba(rows)
        return -chances[numpy.arange(BANK), labels].mean()

    def numpy_sgd(epochs):
        rows, asked = standardised()
        batch, rate = 512, 0.1
        random = numpy.random.default_rng(0)
        weights, bias = numpy.zeros((WIDTH, CLASSES), numpy.float32), numpy.zeros(CLASSES, numpy.float32)
        speeds = [numpy.zeros_like(weights), numpy.zeros_like(bias)]
        steps, step = epochs * (BANK // batch), 0
        for _ in range(epochs):
            order = random.permutation(BANK)
            for start in range(0, BANK - batch + 1, batch):
                chosen = order[start:start + batch]
                inputs = rows[chosen]
                logits = inputs @ weights + bias
                errors = numpy.exp(logits - logits.max(1, keepdims=True))
                errors /= errors.sum(1, keepdims=True)
                errors[numpy.arange(batch), labels[chosen]] -= 1
                errors /= batch
                eta = numpy.float32(rate * 0.5 * (1 + numpy.cos(numpy.pi * step / steps)))
                for value, speed, slope in zip((weights, bias), speeds, (inputs.T @ errors, errors.sum(0))):
                    speed *= 0.9
                    speed += slope
                    value -= eta * speed
                step += 1
        return ((asked @ weights + bias).argmax(1) == arrays["query_labels"]).mean()

    versions = {"faiss": faiss.__version__, "scikit-learn": sklearn.__version__, "numpy": numpy.__version__,
                "umap-learn": importlib.metadata.version("umap-learn"), **lightly_versions(), "Java": java_version()}
    makers = {
        "faiss": lambda: Timed({"knn": faiss_knn, "kmeans": faiss_kmeans}),
        "lightly": lambda: lightly(folder, threads),
        "scikit-learn": lambda: Timed(
            {"knn": sklearn_knn, "kmeans": sklearn_kmeans, "optimum": sklearn_optimum, "tsne": sklearn_tsne}),
        "umap-learn": lambda: Timed({"umap": umap_umap}),
        "NumPy": lambda: Timed({"sgd": numpy_sgd}),
        OURS[0]: lambda: java(folder, threads, "--add-modules", "jdk.incubator.vector"),
        OURS[1]: lambda: java(folder, threads),
    }
    if "vote" not in tasks:
        del makers["lightly"]
    return versions, {name: make() for name, make in makers.items()}


def measure(everyone, tasks, rounds):
    """Returns (wall, processor, figure) by task and peer, one a round; the first round does not count."""
    times = {task: {name: [] for name, peer in everyone.items() if task in peer.tasks} for task in tasks}
    for number in range(rounds + 1):
        for task in tasks:
            if task in MAPS and number != 1:
                continue
            names = list(times[task])
            for name in names if number % 2 == 0 else reversed(names):
                answer = everyone[name].run(task)
                if number > 0:
                    times[task][name].append(answer)
        print(f"round {number} of {rounds} done{', not counted' if number == 0 else ''}", file=sys.stderr)
    return times


def summary(times):
    rows = []
    for task, by_name in times.items():
        first = next(name for name in by_name if name not in OURS)
        base = [statistics.median(each[i] for each in by_name[first]) for i in (0, 1)]
        for name, rounds in by_name.items():
            wall, processor = (statistics.median(each[i] for each in rounds) for i in (0, 1))
            each = sorted(own[1] / its[1] for own, its in zip(rounds, by_name[first]))
            rows.append({"task": task, "peer": name, "wall": wall, "processor": processor, "beside": first,
                         "wall_ratio": wall / base[0], "processor_ratio": processor / base[1],
                         "lowest_ratio": each[0], "highest_ratio": each[-1], "figure": rounds[-1][2]})
    return rows


def table(rows, head):
    lines = [f"# Evaluation beside its peers\n\n{head}\n",
             "| task | peer | wall s | processor s | wall ratio | processor ratio (range) | figure |",
             "|---|---|---|---|---|---|---|"]
    for row in rows:
        lines.append(f"| {row['task']} | {row['peer']} | {row['wall']:.3f} | {row['processor']:.3f} "
                     f"| {row['wall_ratio']:.2f} | {row['processor_ratio']:.2f} ({row['lowest_ratio']:.2f} to "
                     f"{row['highest_ratio']:.2f}) | {row['figure']:.7g} |")
    lines.append("\nMedians over the rounds; ratios to the first peer of a task, below 1 is faster. The figure says "
                 "that all did the same: the sum of the last neighbours' places, the inertia, the log loss, the "
                 "accuracy on other rows, the KL "
                 "divergence, the part of points whose class the 10 nearest on the map tell.")
    return "\n".join(lines) + "\n"


def chart(rows):
    """Bars of wall seconds, a group a task, in inks that are read on white as well as on near black."""
    colours = {OURS[0]: "#0072b2", OURS[1]: "#56b4e9"}
    parts, y, longest = [], 44, {}
    for row in rows:
        longest[row["task"]] = max(longest.get(row["task"], 0), row["wall"])
    task = None
    for row in rows:
        if row["task"] != task:
            task, y = row["task"], y + (10 if task else 0)
            parts.append(f'<text x="16" y="{y + 13}" font-weight="bold">{TITLES[task]}</text>')
            y += 22
        length = max(1, 400 * row["wall"] / longest[task])
        parts.append(f'<text x="150" y="{y + 13}" text-anchor="end">{row["peer"]}</text>'
                     f'<rect x="158" y="{y}" width="{length:.1f}" height="17" rx="2" fill="{colours.get(row["peer"], "#999999")}"/>'
                     f'<text x="{166 + length:.1f}" y="{y + 13}">{row["wall"]:.2f} s</text>')
        y += 22
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{y + 10}" viewBox="0 0 640 {y + 10}" role="img" '
            f'font-family="sans-serif" font-size="13" fill="#767676"><title>Evaluation beside its peers</title>'
            f'<text x="16" y="26" font-size="16" font-weight="bold">Evaluation: seconds, less is better</text>'
            f'{"".join(parts)}</svg>\n')


def main():
    arguments = arguments_of_the_call()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(arguments.threads)
    import numpy  # after the settings of its threads

    arrays = data(numpy)
    with tempfile.TemporaryDirectory() as folder:
        for name, array in arrays.items():
            array.tofile(pathlib.Path(folder) / name)
        versions, everyone = peers(arrays, folder, arguments.threads, arguments.tasks)
        try:
            times = measure(everyone, arguments.tasks, arguments.rounds)
        finally:
            for peer in everyone.values():
                peer.close()
    rows = summary(times)
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    head = (f"{processor()}, {os.cpu_count()} cores; {arguments.threads} threads for everyone, {arguments.rounds} rounds, load "
            f"{busy:.1f} a core at the end. {named}. Made by `benchmarks/evaluate {command()}`.")
    text = table(rows, head)
    print(text)
    arguments.to.mkdir(parents=True, exist_ok=True)
    (arguments.to / "evaluate.md").write_text(text)
    (arguments.to / "evaluate.svg").write_text(chart(rows))
    (arguments.to / "evaluate.json").write_text(json.dumps({"head": head, "rows": rows}, indent=1) + "\n")
    if missed := slow(rows):
        sys.exit("Not fast enough: " + ", ".join(missed))


def command():
    """What was asked for, without the folder of results."""
    words = sys.argv[1:]
    at = words.index("--to") if "--to" in words else len(words)
    return " ".join(words[:at] + words[at + 2:])


def slow(rows):
    """Returns in words where ours takes more of a peer's wall time than it may."""
    walls = {(row["task"], row["peer"]): row["wall"] for row in rows}
    return [f"{task} {walls[task, OURS[0]] / walls[task, peer]:.2f} of {peer}, at most {most}"
            for (task, peer), most in BOUNDED.items()
            if (task, peer) in walls and walls[task, OURS[0]] > most * walls[task, peer]]


if __name__ == "__main__":
    main()
