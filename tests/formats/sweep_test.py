#!/usr/bin/env python3
"""Sweeps every format of every view over a store of hostile words and few people:  sweep_test.py CHECK VOXMAP ROOT"""
import csv
import html.parser
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree
import zipfile

from common import ENVIRONMENT, VOXMAP
from sweep import SECRET, make_store

MAP_FORMATS = ("terminal", "html", "svg", "xlsx", "json", "csv", "csv-matrix", "csv-cells", "md", "mermaid", "story", "story-md")
PART_FORMATS = ("terminal", "html", "json", "csv")
MAPS = ((), ("--feelings", "--insight", "--pairs"), ("--from", "2026-04-01", "--to", "2026-06-01", "--overlay", "previous"),
        ("--segment", "dach", "--overlay", "rest"), ("--persona", "pro", "--overlay", "assumed"), ("--source", "@post | x"))
COMPARED = (("--from", "2026-05-01", "--to", "2026-06-01", "--compare", "previous"), ("--compare", "segment=dach"),
            ("--compare", "persona=pro"), ("--compare", "source=@post | x"), ("--segment", "dach", "--compare", "segment=rest"))
PARTED = tuple(("--by", of) for of in ("persona", "segment", "source"))
PATHS = (("paths",), ("paths", "--by", "stage"), ("paths", "--json"))
OTHERS = (("hypotheses",), ("moments",), ("drivers",), ("drivers", "--by", "stage"),
          ("maturity",), ("alerts", "--all"), ("explain", "--stage", "buy"), ("explain", "--stage", "shy"),
          ("explain", "--touchpoint", "shy.return"),
          ("explain", "--totals"), ("explain", "--kpi", "nps"), ("explain", "--hypothesis", "buy"), ("explain", "--hypothesis", "shy"),
          ("explain", "--touchpoint", "buy.checkout", "--next", "get.courier"), ("explain", "--stage", "unassigned"), ("explain", "--touchpoint", "buy.search"))
METRICS = tuple(("export", "--format", "metric-csv", *more) for more in (
    ("--metric", "nps"), ("--stage", "buy"), ("--stage", "shy"), ("--stage", "buy", "--every", "day")))


def views():
    """Every command that tells of many, as (format, arguments)."""
    for maps, formats in ((MAPS, MAP_FORMATS), (COMPARED, PART_FORMATS), (PARTED, (*PART_FORMATS, "svg"))):
        for flags in maps:
            yield from ((form, ("map", *flags, "--format", form)) for form in formats)
    yield from (("terminal", others) for others in OTHERS)
    yield from (("json", (*others, "--json")) for others in OTHERS)
    yield from (("csv", metric) for metric in METRICS)


def told(folder, arguments):
    """Standard output, and whatever is said beside it."""
    done = subprocess.run([VOXMAP, *arguments], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL,
                          env=ENVIRONMENT)
    assert done.returncode in (0, 1, 65), (arguments, done.returncode, done.stderr.decode())
    return done.stdout + done.stderr


def siblings_tell_nothing(told):
    """People of a stage minus all that its touchpoints may stand for: at most one must be hidden, or enough for the limit."""
    seen = 0
    for stage in (s for s in told["stages"] if s["state"] == "shown"):
        hidden = [t for t in stage["touchpoints"] if t["state"] == "hidden"]
        shown = [t for t in stage["touchpoints"] if t["state"] == "shown"]
        if not hidden or not shown:
            continue
        seen += 1
        rounded = [t for t in shown if t["mentions"] is None]
        most = sum(t["persons"] + (4 if t in rounded else 0) for t in shown)
        assert stage["persons"] - most <= 1 or stage["persons"] - most >= told["min_n"], stage["id"]
        assert rounded == shown or stage["mentions"] - sum(t["mentions"] for t in shown) >= told["min_n"], stage["id"]
        assert all(t["persons"] % 10 == 0 and round(t["share"] * 20, 6).is_integer() for t in rounded), stage["id"]
    for volume in (s["volume"] for s in told["stages"] if s["state"] == "shown"):
        counts = [n for n in volume.values() if n is not None]
        assert all(n == 0 or n >= told["min_n"] for n in counts) and list(volume.values()).count(None) != 1, volume
    return seen


def check_suppression(folder):
    """Stores that differ only in what few people said give the same bytes: then nothing can be worked out of them."""
    stores = [(1, "was terrible"), (2, "was lovely"), (4, "was slow and made me furious")]
    for few, mood in stores:
        make_store(folder / str(few), few, mood)
    for arguments in PATHS:  # where few people change the whole, but have no row
        assert "Shy" not in told(folder / "4", arguments).decode(), arguments
    faults, siblings = [], 0
    for _, arguments in views():
        first, *others = (told(folder / str(few), arguments) for few, _ in stores)
        if any(first != other for other in others):
            faults.append(" ".join(arguments))
        assert SECRET not in first.decode(errors="replace"), arguments
        if arguments[0] == "map" and arguments[-1] == "json" and not {"--by", "--compare"} & set(arguments):
            siblings += siblings_tell_nothing(json.loads(first))
    assert siblings >= 3, "no touchpoint of few beside others"
    assert not faults, "few people show in\n" + "\n".join(faults)


class Page(html.parser.HTMLParser):
    """Only what a page without script, network and forms needs."""
    SAFE = set("html head meta title style body main header footer section article figure figcaption div p span h1 h2 h3 ul li ol dl dt dd b i u br a "
               "code table thead tbody tr th td details summary blockquote strong em small svg g path rect circle line text tspan "
               "polygon polyline defs pattern desc use clippath ellipse time sup sub caption q cite nav abbr".split())

    def __init__(self, text, folder):
        super().__init__()
        self.said, self.folder = [], folder
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        assert tag in self.SAFE, f"<{tag}>"
        for name, value in attributes:
            assert not name.startswith("on"), (tag, name)
            address = name in ("href", "xlink:href", "src", "action", "formaction", "data")
            assert not address or value.startswith("#"), (tag, name, value)

    def handle_data(self, data):
        self.said.append(data)


def safe_html(data, folder):
    text = data.decode()
    assert "default-src 'none'" in text
    assert "<script>alert(" in "".join(Page(text, folder).said), "its words as text"


def safe_svg(data, _):
    tags = set()
    for element in xml.etree.ElementTree.fromstring(data).iter():
        tags.add(element.tag.split("}")[1])
        for name, value in element.items():
            assert not name.lower().startswith("on") and (not name.endswith("href") or value.startswith("#")), (name, value)
    assert {t.lower() for t in tags} <= Page.SAFE, tags


def safe_xlsx(data, _):
    package = zipfile.ZipFile(io.BytesIO(data))
    for name in package.namelist():
        part = package.read(name)
        assert "externalLink" not in name and "vba" not in name.lower(), name
        root = xml.etree.ElementTree.fromstring(part)
        if name.startswith("xl/worksheets/"):
            assert not [e for e in root.iter() if e.tag.split("}")[1] in ("f", "hyperlink")], name


def safe_csv(data, _):
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert len({len(r) for r in rows}) == 1, "ragged"
    bad = [c for r in rows for c in r if re.match(r"\s*[=+\-@\t\r]", c) and not re.fullmatch(r"-?\d+(\.\d+)?", c)]
    assert not bad, bad
    safe_text(data, None)


def safe_text(data, _):
    odd = [c for c in data.decode() if unicodedata.category(c) in ("Cc", "Cf") and c not in "\n\u200d"]
    assert not odd, sorted(set(odd))


def safe_markdown(data, _):
    text = data.decode()
    for live in (r"(?<!\\)<[A-Za-z/!?]", r"(?<!\\)\]\(", r"^\s*(```|~~~)", r"(?<![\\\w])\*\*x\*\*"):
        found = re.search(live, re.sub(r"`[^`\n]*`", "", text) if live.startswith("(?<!\\\\)<") else text, re.MULTILINE)
        assert not found, (live, text[max(0, found.start() - 60):found.end() + 60])
    safe_text(data, None)


def safe_mermaid(data, _):
    first, *rest = data.decode().splitlines()
    assert first == "journey"
    for line in rest:
        assert re.fullmatch(r"    (title|section) [^:;#%<>]*|      [^:;#%<>]+ ?: [0-5](: [^:;#%<>]*)?", line), line
    safe_text(data, None)


SAFE = {"terminal": safe_text, "html": safe_html, "story": safe_html, "svg": safe_svg, "xlsx": safe_xlsx, "csv": safe_csv,
        "csv-matrix": safe_csv, "csv-cells": safe_csv, "md": safe_markdown, "story-md": safe_markdown, "mermaid": safe_mermaid,
        "json": lambda data, _: [json.loads(line) for line in data.decode().splitlines()] if data[:2] != b"{\n" else json.loads(data)}


def check_injection(folder):
    """Words, ids and titles that want to be script, formula, link, markup or terminal codes stay text."""
    store = folder / "store"
    make_store(store, 3)
    exports = (("quotes", "--limit", "60"), ("search", "checkout"), ("status",), ("runs",), ("explain", "--stage", "buy"))
    faults = []
    for form, arguments in (*views(), *((f, (*a, "--min-n", "1")) for f, a in views() if a[0] == "map"),
                            *(("terminal", e) for e in exports)):
        done = subprocess.run([VOXMAP, *arguments], cwd=store, capture_output=True, stdin=subprocess.DEVNULL, env=ENVIRONMENT)
        if done.returncode == 1 or not done.stdout:
            continue
        try:
            SAFE[form](done.stdout, store)
            safe_text(done.stderr, store)
        except (AssertionError, ValueError, xml.etree.ElementTree.ParseError) as fault:
            faults.append(f"{' '.join(arguments)}: {fault!r:.300}")
    assert not faults, "\n".join(faults)


def main():
    with tempfile.TemporaryDirectory() as folder:
        globals()[f"check_{sys.argv[1]}"](pathlib.Path(folder))
    print(f"{sys.argv[1]}: fine")


if __name__ == "__main__":
    main()
