"""Duplicates: this package and peers on the same texts in one run.

`dedup.py TEXTS.jsonl PAIRS.tsv [--peers PYTHON,…] [--threshold T] [--sample] [--only NAME,…]`

PAIRS.tsv has `id`, `id`, similarity a line: all pairs of the texts, or with `--sample` some of them
(then precision is not told). Peers run in the first Python given that has them; one that none has
is said to be not installed. Each runs in a process of its own from JSON lines to JSON lines; CPU
seconds and peak memory are of that whole process, imports included. What would take minutes gets
the first 10,000 texts only, and is marked with `*`. Ours also runs without its compiled kernel.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SIZE, PERMUTATIONS = 5, 128

SLOW, MOST = {"datasketch", "textdedup", "ours-plain"}, 10_000


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + SIZE]) for at in range(max(1, len(words) - SIZE + 1))}


def texts(path):
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield record["id"], record["text"]


def datasketch(path, threshold):
    from datasketch import MinHash, MinHashLSH

    index, found = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS), {}
    for id, text in texts(path):
        found[id] = MinHash(num_perm=PERMUTATIONS)
        found[id].update_batch([shingle.encode() for shingle in shingles(text)])
        for other in index.query(found[id]):
            if found[id].jaccard(found[other]) >= threshold:
                yield id, other
        index.insert(id, found[id])


def rensa(path, threshold):
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=16)
    names, found = [], []
    for at, (id, text) in enumerate(texts(path)):
        made = RMinHash(num_perm=PERMUTATIONS, seed=1)
        made.update(list(shingles(text)))
        for other in index.query(made):
            if made.jaccard(found[other]) >= threshold:
                yield id, names[other]
        index.insert(at, made)
        names.append(id)
        found.append(made)


def gaoya(path, threshold):
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=threshold,
        num_bands=16,
        band_size=8,
        num_hashes=PERMUTATIONS,
        analyzer="word",
        lowercase=True,
        ngram_range=(SIZE, SIZE),
    )
    names = []
    for at, (id, text) in enumerate(texts(path)):
        for other in index.query(text):
            yield id, names[other]
        index.insert_document(at, text)
        names.append(id)


def daft(path, threshold):
    """As its guide on MinHash goes, up to the groups of a band: components are not looked for, and
    no candidate is checked, so that it does less than the others.
    """
    import daft
    from daft import col

    plain = col("text").normalize(
        remove_punct=True, lowercase=True, nfd_unicode=True, white_space=True
    )
    hashes = plain.minhash(
        num_hashes=PERMUTATIONS, ngram_size=SIZE, seed=42, hash_function="xxhash"
    )
    rows = daft.read_json(str(path)).select("id", hashes.chunk(8).alias("keys"))
    rows = rows.with_column("band", daft.lit(list(range(16)))).explode("keys", "band")
    groups = rows.groupby("band", "keys").agg(col("id").list_agg().alias("ids"))
    found = groups.where(col("ids").length() > 1).select("ids").to_pydict()["ids"]
    yield from {(ids[0], other) for ids in found for other in ids[1:]}


def textdedup(path, threshold):
    """Its command, which writes the texts it keeps and tells no pairs."""
    import runpy

    import text_dedup  # noqa: F401

    with TemporaryDirectory() as folder:
        given = {"path": "json", "data_files": path, "split": "train", "cache_dir": folder}
        given |= {"output": f"{folder}/out", "column": "text", "ngram": SIZE, "num_proc": 1}
        given |= {"num_perm": PERMUTATIONS, "threshold": threshold, "b": 16, "r": 8}
        sys.argv[1:] = [str(part) for name, value in given.items() for part in (f"--{name}", value)]
        with contextlib.suppress(SystemExit):
            runpy.run_module("text_dedup.minhash", run_name="__main__")
    yield from ()


PEERS = {
    "daft": daft,
    "datasketch": datasketch,
    "gaoya": gaoya,
    "rensa": rensa,
    "textdedup": textdedup,
}


def ours(path, threshold, methods):
    from curate.dedup import DedupSettings, find, json_lines
    from curate.dedup.methods import PLAIN, compiled

    settings = DedupSettings(threshold, contained=0, paragraphs=0, runs=0)
    chosen = {"plain": PLAIN, "compiled": compiled() if methods == "compiled" else None}
    found = find(json_lines(Path(path)), settings, methods=chosen[methods])
    standing = Path(os.environ["OUT"]).with_suffix(".standing")
    rows = (row for row in found.rows() if row["id"] != row["representative"])
    standing.write_text("".join(f"{row['id']}\t{row['representative']}\n" for row in rows))
    for pair in found.pairs():
        yield pair.left, pair.right


def work(name, path, threshold):
    """One run, in a process of its own; the pairs go to $OUT."""
    kind, _, methods = name.partition("-")
    pairs = ours(path, threshold, methods) if kind == "ours" else PEERS[kind](path, threshold)
    with Path(os.environ["OUT"]).open("w") as out:
        for left, right in pairs:
            out.write(f"{left}\t{right}\n")


def measure(python, name, path, threshold, folder):
    """CPU seconds, peak megabytes and where the pairs are; the last line of what went wrong."""
    out = Path(folder) / name
    command = [python, __file__, "--work", name, str(path), "-", "--threshold", str(threshold)]
    process = subprocess.Popen(command, env={**os.environ, "OUT": str(out)}, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        return errors.strip().splitlines()[-1:] or ["failed"]
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, out


def read_pairs(path):
    with path.open() as file:
        return {frozenset(line.split()[:2]) for line in file}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("pairs")
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument(
        "--only", default="ours-compiled,ours-plain,daft,gaoya,rensa,datasketch,textdedup"
    )
    parser.add_argument("--work")
    given = parser.parse_args()
    if given.work:
        work(given.work, given.texts, given.threshold)
        return
    true = {}
    for line in Path(given.pairs).read_text().splitlines():
        left, right, alike = line.split("\t")
        if alike[0].isdigit() and float(alike) >= given.threshold:
            true[frozenset((left, right))] = float(alike)
    size = given.texts.stat().st_size / 1e6
    print(f"{given.texts.name}: {size:.1f} MB, {len(true)} true pairs at {given.threshold}")
    print(f"{'':14} {'CPU s':>8} {'MB/CPU s':>9} {'peak MB':>8} {'recall':>7} {'precision':>9}")
    with TemporaryDirectory() as folder:
        sample = first(given.texts, Path(folder) / "sample.jsonl")
        for name in given.only.split(","):
            path = sample if name in SLOW else given.texts
            for python in [sys.executable] if name.startswith("ours") else given.peers.split(","):
                result = measure(python, name, path, given.threshold, folder)
                if not isinstance(result, list):
                    break
            report(name, result, true, path, given)


def first(texts, path):
    """The first texts, or the file itself where there are not more."""
    with texts.open("rb") as file, path.open("wb") as sample:
        sample.writelines(itertools.islice(file, MOST))
        return path if file.read(1) else texts


def report(name, result, true, path, given):
    mark = f"{name}{'*' if path != given.texts else ''}"
    if isinstance(result, list):
        print(f"{mark:14} {result[0][:80]}")
        return
    seconds, peak, out = result
    found = read_pairs(out)
    ids = {id for id, _ in texts(path)} if path != given.texts else None
    true = {pair: alike for pair, alike in true.items() if ids is None or pair <= ids}
    hit, size = len(found & true.keys()), path.stat().st_size / 1e6
    recall = f"{hit / max(1, len(true)):.4f}" if found else "-"
    precision = "-" if given.sample or not found else f"{hit / len(found):.4f}"
    print(
        f"{mark:14} {seconds:8.2f} {size / seconds:9.2f} {peak:8.0f} {recall:>7} {precision:>9}",
        flush=True,
    )
    standing = out.with_suffix(".standing")
    if standing.exists() and not given.sample:
        twins = read_pairs(standing)
        removed = {line.split()[0] for line in standing.read_text().splitlines()}
        both = sum(pair.isdisjoint(removed) for pair in true)
        named = sum(pair in true for pair in twins)
        print(
            f"{'':14} {len(removed)} removed, {named} with a kept true twin; {both} pairs both kept"
        )


if __name__ == "__main__":
    main()
