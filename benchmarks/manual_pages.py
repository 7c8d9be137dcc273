"""Make a curate project of manual pages: real documents in many languages and scripts.

    python benchmarks/manual_pages.py FOLDER [--limit MEGABYTES]

Fetches Debian packages with `apt-get download` (nothing is installed), takes the pages out of them,
turns their markup into text in a plain way, and writes one document for each page. Cleaning is left
as it is by default: pages have hardly any noise.
"""

from __future__ import annotations

import argparse
import gzip
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from curate.corpus import Cleaned, Document, Meta, Project, Source, cleaned, shard

LANGUAGES = [
    "cs",
    "da",
    "de",
    "el",
    "es",
    "fi",
    "fr",
    "hu",
    "id",
    "it",
    "ja",
    "mk",
    "nb",
    "nl",
    "pl",
    "pt-br",
    "ro",
    "ru",
    "sr",
    "sv",
    "tr",
    "uk",
    "vi",
    "zh",
]
PACKAGES = [
    "manpages",
    "manpages-dev",
    *(f"manpages-{language}" for language in LANGUAGES),
    *(
        f"manpages-{language}-dev"
        for language in [
            "cs",
            "da",
            "de",
            "es",
            "fr",
            "it",
            "ja",
            "nl",
            "pl",
            "pt-br",
            "ro",
            "ru",
            "uk",
        ]
    ),
    "freebsd-manpages",
    "git-man",
    "erlang-manpages",
    "libssl-doc",
    "ncurses-doc",
    "perl-doc",
    "tcl8.6-doc",
    "tk8.6-doc",
    "libx11-doc",
    "gnutls-doc",
    "allegro4-doc",
    "liblapack-doc",
    "libbsd-dev",
    "libcurl4-doc",
    "libevent-dev",
    "libpcap-dev",
    "libarchive-dev",
    "libxcb-doc",
    "postgresql-client-15",
    "xfsprogs",
    "systemd",
    "coreutils",
    "util-linux",
    "linux-manual-6.1",
    "inn2",
    "mono-devel",
    "ns2-doc",
    "libcdk5-doc",
    "libsx-dev",
    "librheolef-dev",
    "slurm-client",
    "condor",
    "libfabric-dev",
    "libibverbs-dev",
    "openmpi-doc",
    "mpich-doc",
    "libpmi-pmix-dev",
    "plplot-doc",
    "libgetdata-doc",
    "libcoap3-doc",
    "dpdk-doc",
    "grads",
    "gromacs",
    "netpbm",
    "9base",
    "plan9port",
    "guestfs-tools",
    "libowl-perl-doc",
    "texlive-base",
    "texlive-latex-extra-doc",
    "apt",
    "debhelper",
    "dpkg-dev",
    "ffmpeg",
    "grass-doc",
    "passwd",
    "po4a",
    "tcllib",
    "zsh-common",
]
PAGE = re.compile(
    r"man/(?:(?P<language>[a-z]{2}(?:_[A-Z]{2})?)(?:\.[\w-]+)?/)?man(?P<section>\d)\w*/(?P<name>[^/]+)\.gz$"
)
ESCAPE = re.compile(r"\\(?:f(?:\[[^\]]*\]|\(..|.)|s[-+]?\d|[&|^/,]|\*(?:\[[^\]]*\]|\(..|.))")
NAMED = {
    r"\-": "-",
    r"\e": "\\",
    r"\(aq": "'",
    r"\(bu": "\u2022",
    r"\(em": "\u2014",
    r"\ ": " ",
    r"\(co": "\u00a9",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=float, default=150.0, help="megabytes of text")
    options = parser.parse_args()
    fetch(options.folder / "packages")
    project = make(options.folder)
    size = write(project, options.folder / "packages", int(options.limit * 1e6))
    print(f"{size[0]:,} documents, {size[1] / 1e6:.1f} MB in {len(size[2])} languages")


def fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        if not list(folder.glob(f"{package}_*")):
            subprocess.run(["apt-get", "download", "-q", package], cwd=folder, capture_output=True)
    for archive in folder.glob("*.deb"):
        target = folder / archive.stem
        if not target.exists():
            subprocess.run(["dpkg-deb", "-x", archive, target], check=True)


def make(folder: Path) -> Project:
    (folder / "curate.toml").write_text(
        '[project]\nname = "manual-pages"\ntitle = "Manual pages"\nlanguage = "mul"\n'
    )
    return Project.find(folder)


def pages(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(folder.rglob("*.gz")):
        found = PAGE.search(path.as_posix())
        if found and not path.is_symlink():
            source = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
            package = path.relative_to(folder).parts[0].partition("_")[0]
            if not source.lstrip().startswith(".so "):
                yield found["name"], (found["language"] or "en")[:2], package, text_of(source)


def text_of(source: str) -> str:
    for escape, character in NAMED.items():
        source = source.replace(escape, character)
    source = re.sub(r"\\\[u([0-9A-F]{4,5})\]", lambda found: chr(int(found[1], 16)), source)
    lines = []
    for line in ESCAPE.sub("", source).splitlines():
        if line.startswith(
            ('.\\"', "'\\\"", ".if", ".ie", ".el", ".de", ".ds", "..", ".nr", ".TH")
        ):
            continue
        if line.startswith((".SH", ".SS", ".Sh", ".Ss")):
            lines += ["", line[3:].strip().strip('"'), ""]
        elif line.startswith((".PP", ".P", ".LP", ".TP", ".IP", ".Pp", ".sp")):
            lines.append("")
        elif line.startswith((".", "'")):
            lines.append(re.sub(r"^\S+\s*", "", line).replace('"', ""))
        else:
            lines.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def write(project: Project, folder: Path, limit: int) -> tuple[int, int, set[str]]:
    documents: list[Document] = []
    used: set[str] = set()
    size = number = 0
    languages: set[str] = set()
    for name, language, package, text in pages(folder):
        digest = text[:2000]
        if len(text) < 300 or digest in used:
            continue
        used.add(digest)
        number += 1
        size += len(text.encode())
        languages.add(language)
        section = re.sub(r".*\.(\d).*", r"\1", name)
        meta = Meta(
            title=name, publisher=package, source_type=f"section {section}", language=language
        )
        documents.append(Document(f"{number:06}", text, Source(licence="see the package"), meta))
        if len(documents) == 4000:
            store(project, documents)
            documents = []
        if size >= limit:
            break
    store(project, documents)
    return number, size, languages


def store(project: Project, documents: list[Document]) -> None:
    if not documents:
        return
    number = len(project.shards()) + 1
    path = project.documents_folder / f"{number:04}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    from curate.corpus import ledger

    with path.open("wb") as file:
        for document in documents:
            file.write(ledger.dump(document.to_json()))
    cleaned.write(cleaned.edits_file(project, path), (Cleaned(item) for item in documents))


__all__ = ["shard"]

if __name__ == "__main__":
    main()
