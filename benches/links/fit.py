#!/usr/bin/env python3
"""Fits the model of links (assets/models/links.ron) on labelled comparisons, and says how well it does on what was held out.

usage: fit.py LABELLED [--write assets/models/links.ron] [--binary target/release/examples/links]

LABELLED is the folder with `data/` (texts, gold labels, verses) and `tools/` (scorers). Needs numpy and scikit-learn; build
the binary by `cargo build --release --no-default-features --example links`.

Fitted on: joint statements against their press conferences, successive statements, verses of two translations (parts that
`verses.py make --words 10000` does not take), unrelated texts. Each summit is scored by the program itself with a model, its
calibration and its thresholds all fitted without it.
"""
import argparse, csv, importlib.util, json, os, random, subprocess, sys, tempfile
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

ap = argparse.ArgumentParser()
ap.add_argument("labelled")
ap.add_argument("--write")
ap.add_argument("--binary", default="target/release/examples/links")
ap.add_argument("--without", default="", help="features to leave out, by name, with commas: what does each earn?")
ap.add_argument("--verses", type=float, default=0.3, help="weight of a pair of verses beside one of statements")
ap.add_argument("--no-forest", action="store_true", help="the logistic regression alone")
ap.add_argument("--seeds", type=int, default=1, help="repeat what is held out with so many forests")
args = ap.parse_args()
DATA, TOOLS = os.path.join(args.labelled, "data"), os.path.join(args.labelled, "tools")
spec = importlib.util.spec_from_file_location("score_links", os.path.join(TOOLS, "score_links.py"))
score_links = importlib.util.module_from_spec(spec); spec.loader.exec_module(score_links)
TMP = tempfile.mkdtemp()
SUMMITS = ["summit2021", "summit2022", "summit2023"]
TREES, DEPTH, LEAF = 60, 7, 4


def run(*arguments):
    return json.loads(subprocess.run([args.binary, *arguments], check=True, capture_output=True, text=True).stdout)


def gold_set(name, a, b, weight):
    a, b, gold = os.path.join(DATA, a), os.path.join(DATA, b), os.path.join(DATA, "gold", name, "links.tsv")
    found = run("evidence", a, b)
    sides = [(s, *score_links.squeeze(s["text"])) for s in found["statements"]]
    same = set()
    for row in csv.DictReader(open(gold, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        ends = [score_links.locate(*side, row[key]) for side, key in zip(sides, ("key1", "key2"))]
        if row["relation"] in ("verbatim", "reworded") and all(ends):
            same |= {(x, y) for x in ends[0] for y in ends[1]}
    return dict(name=name, files=(a, b), gold=gold, found=found, weight=weight, y=[(x, y) in same for x, y, _ in found["near"]])


def verse_set(books, by, mode, seed, weight):
    folder = os.path.join(TMP, f"{books[0]}-{by}-{mode}"); os.makedirs(folder)
    for version in ("KJV", "ASV"):
        rows = [line for line in open(os.path.join(DATA, "bible", version + ".tsv"), encoding="utf-8") if line.split("\t")[0] in books]
        open(os.path.join(folder, version + ".tsv"), "w", encoding="utf-8").writelines(rows)
    subprocess.run([sys.executable, os.path.join(TOOLS, "verses.py"), "make", *(os.path.join(folder, v + ".tsv") for v in ("KJV", "ASV")), folder,
                    "--words", "8000", "--mode", mode, "--by", by, "--seed", str(seed)], check=True, capture_output=True)
    a, b = (os.path.join(folder, name) for name in ("a.txt", "b.txt"))
    found, spans = run("evidence", a, b), json.load(open(os.path.join(folder, "verses.json"), encoding="utf-8"))

    def verses(statement, spans):
        owners = []
        for p in statement["passages"]:
            shares = [(min(p["end"], e) - max(p["start"], s), e - s, name) for name, s, e, _ in spans if s < p["end"] and e > p["start"]]
            owners.append({name for shared, whole, name in shares if shared >= 0.4 * whole or shared >= 0.6 * (p["end"] - p["start"])})
        return owners
    left, right = (verses(s, spans[n]) for s, n in zip(found["statements"], "ab"))
    return dict(name=f"verses {books[0]} by {by}, {mode}", found=found, weight=weight, y=[bool(left[x] & right[y]) for x, y, _ in found["near"]])


def unrelated_set(a, b, weight):
    found = run("evidence", *(os.path.join(DATA, f) for f in (a, b)))
    return dict(name=f"unrelated {a} {b}", found=found, weight=weight, y=[False] * len(found["near"]))


def columns():
    return [i for i, name in enumerate(names) if name not in args.without.split(",")]


class Model:
    """Mean of the log-odds of both models, then calibrated."""

    def __init__(self, sets, seed=0):
        X = np.vstack([s["X"] for s in sets]); y = np.concatenate([s["y"] for s in sets])
        w = np.concatenate([np.full(len(s["y"]), s["weight"]) for s in sets])
        self.scaler = StandardScaler().fit(X)
        self.logistic = LogisticRegression(C=0.03, max_iter=5000).fit(self.scaler.transform(X), y, w)
        self.forest = None if args.no_forest else RandomForestClassifier(TREES, max_depth=DEPTH, min_samples_leaf=LEAF, random_state=seed, n_jobs=2).fit(X, y, w)
        self.calibration, self.same, self.related = (0.0, 1.0, 0.0, 0.0, 0.0), 0.2, 0.08

    def odds(self, X):
        linear = self.logistic.decision_function(self.scaler.transform(X))
        if self.forest is None:
            return linear
        p = np.clip(self.forest.predict_proba(X)[:, 1], 1e-4, 1 - 1e-4)
        return (linear + np.log(p / (1 - p))) / 2

    def ron(self, fitted_on):
        weights = self.logistic.coef_[0] / self.scaler.scale_
        constant = self.logistic.intercept_[0] - weights @ self.scaler.mean_
        full = np.zeros(len(names)); full[columns()] = weights
        roots, feature, value, left = [], [], [], []
        for tree in [] if self.forest is None else self.forest.estimators_:
            t = tree.tree_; roots.append(len(feature)); queue = [(0, len(feature))]
            feature.append(0); value.append(0.0); left.append(0)
            while queue:
                node, at = queue.pop(0)
                if t.children_left[node] < 0:
                    feature[at], value[at] = len(names), t.value[node][0][1] / t.value[node][0].sum()
                    continue
                feature[at], value[at], left[at] = columns()[t.feature[node]], t.threshold[node], len(feature)
                for child in (t.children_left[node], t.children_right[node]):
                    queue.append((child, len(feature))); feature.append(0); value.append(0.0); left.append(0)
        short = lambda numbers: "[" + ",".join(f"{x:.5g}" for x in numbers) + "]"
        lists = ",\n    ".join(f"{name}: {short(values)}" for name, values in (("roots", roots), ("feature", feature), ("value", value), ("left", left)))
        calibration = ",".join(f"{x:.5g}" for x in self.calibration)
        return (f"// Fitted by benches/links/fit.py; do not edit.\n(\n    fitted_on: {json.dumps(fitted_on)},\n    same: {self.same:.3f},\n    related: {self.related:.3f},\n"
                f"    logistic: ({constant:.5f}, {short(full)}),\n    {lists},\n    calibration: ({calibration}),\n)\n")


def scored(model, s):
    path = os.path.join(TMP, "model.ron"); open(path, "w", encoding="utf-8").write(model.ron(""))
    comparison = os.path.join(TMP, "comparison.json")
    open(comparison, "w", encoding="utf-8").write(subprocess.run([args.binary, "compare", *s["files"], path], check=True, capture_output=True, text=True).stdout)
    return json.loads(subprocess.run([sys.executable, os.path.join(TOOLS, "score_links.py"), comparison, s["gold"], "--json"], check=True, capture_output=True, text=True).stdout)


def fitted(sets, seed=0):
    """A model with calibration and thresholds, chosen by leaving out one labelled set after another."""
    model, inner, held = Model(sets, seed), [], []
    for s in sets:
        m = Model([other for other in sets if other is not s], seed); inner.append((m, s))
        odds, level = m.odds(s["X"]), np.array([x[-2] for *_, x in s["found"]["near"]])
        held.append((np.stack([odds, level, level**2, odds * level], 1), s["y"]))
    platt = LogisticRegression(C=1e3, max_iter=5000).fit(np.vstack([x for x, _ in held]), np.concatenate([y for _, y in held]))
    model.calibration = (platt.intercept_[0], *platt.coef_[0])
    best = (-1, 0)
    for same in (0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.23, 0.26, 0.3, 0.35):
        total = []
        for m, s in inner:
            if s["name"] in SUMMITS:
                m.calibration, m.same = model.calibration, same
                total.append(scored(m, s)["same"]["f1"])
        best = max(best, (np.mean(total), same))
    model.same, model.related = best[1], best[1] * 0.4
    return model


sets = [gold_set(f"summit{y}", f"rok-us-summits/{y}_joint_statement.md", f"rok-us-summits/{y}_press_conference.md", 1.0) for y in (2021, 2022, 2023)]
sets.append(gold_set("g7", "g7-dprk-2022/g7_2022-03-25.html", "g7-dprk-2022/g7_2022-05-30.html", 1.0))
books = sorted({line.split("\t")[0] for line in open(os.path.join(DATA, "bible", "KJV.tsv"), encoding="utf-8")})
first = open(os.path.join(DATA, "bible", "KJV.tsv"), encoding="utf-8").readline().split("\t")[0]
random.Random(3).shuffle(books)
books = [b for b in books if b != first]
for n, (by, mode) in enumerate((("verse", "order"), ("verse", "both"), ("chapter", "order"), ("chapter", "both"))):
    sets.append(verse_set(books[n * 8:n * 8 + 8], by, mode, n + 1, args.verses))
for a, b in (("fomc/20161214.txt", "unga/2021_PRK.txt"), ("fomc/20220126.txt", "unga/2017_KOR.txt"), ("fomc/20190731.txt", "us-japan/2023-01-13-joint-statement-of-the-united-states-and-japan.md"),
             ("state-briefings/department-press-briefing-august-10-2021.html", f"{TMP}/{books[0]}-verse-order/a.txt"), ("unga/2019_KOR.txt", f"{TMP}/{books[8]}-verse-both/a.txt")):
    sets.append(unrelated_set(a, b, 1.0))
names = sets[0]["found"]["features"]
for s in sets:
    s["X"], s["y"] = np.array([x for *_, x in s["found"]["near"]])[:, columns()], np.array(s["y"])
    print(f"{s['name']}: {len(s['y'])} pairs, {s['y'].sum()} the same", flush=True)

results = []
for seed in range(args.seeds):
    for name in SUMMITS:
        s = next(s for s in sets if s["name"] == name)
        model = fitted([other for other in sets if other is not s], seed); r = scored(model, s); results.append(r)
        print(f"held out {name}: same F1 {r['same']['f1']} (p {r['same']['p']}, r {r['same']['r']}), all F1 {r['all']['f1']}, hit@1 {r['hit@1']}, hit@3 {r['hit@3']}, threshold {model.same}", flush=True)
mean = lambda key: np.mean([key(r) for r in results])
summary = f"same F1 {mean(lambda r: r['same']['f1']):.3f}, hit@1 {mean(lambda r: r['hit@1']):.3f}, hit@3 {mean(lambda r: r['hit@3']):.3f}"
print(f"held out, mean: {summary}")
if args.write:
    model = fitted(sets)
    pairs, same = sum(len(s["y"]) for s in sets), sum(int(s["y"].sum()) for s in sets)
    text = f"{pairs} near pairs, {same} of them the same: three joint statements against their press conferences, two successive statements, verses of two translations, unrelated texts. Each summit scored without its labels, mean: {summary}."
    open(args.write, "w", encoding="utf-8").write(model.ron(text))
    print(f"written with threshold {model.same}; {sum(t.tree_.node_count for t in model.forest.estimators_) if model.forest else 0} nodes")
