#!/usr/bin/env python3
"""Opens what voxmap writes by other programs:  formats_test.py FORMAT VOXMAP ROOT

Exit 77: the program or Python module that reads the format is not installed.
"""
import io
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zipfile

from common import ENVIRONMENT, ROOT, hostile_store, need_module, need_program, run, sample_store


def check_xlsx(folder):
    openpyxl = need_module("openpyxl")
    store = sample_store(folder)
    book = openpyxl.load_workbook(io.BytesIO(run("map", "--store", store, "--format", "xlsx", cwd=folder)))
    wanted = json.loads(run("map", "--store", store, "--format", "json", cwd=folder))
    assert book.sheetnames == ["Map", "Charts", "Stages", "Touchpoints", "Emotions", "Acts", "Volume", "Ratings", "Quotes",
                               "Trend", "Hand-overs", "About"], book.sheetnames
    for stage, row in zip(wanted["stages"], book["Stages"].iter_rows(min_row=2, values_only=True)):
        assert row[:6] == (stage["title"], stage["persons"], stage["valence"], *stage["interval"],
                           stage["mentions"]), (row, stage["id"])
    touchpoints = {r[13]: r for r in book["Touchpoints"].iter_rows(min_row=2, values_only=True)}
    for touchpoint in (t for s in wanted["stages"] for t in s["touchpoints"]):
        row = touchpoints[touchpoint["id"]]
        assert row[2] == touchpoint.get("persons") and row[3] == touchpoint.get("valence"), row
    quotes = [r[2] for r in book["Quotes"].iter_rows(min_row=2, values_only=True)]
    assert quotes == [q["text"] for s in wanted["stages"] for q in (s["quotes"]["positive"], s["quotes"]["negative"])
                      if q], quotes
    assert book["Map"].freeze_panes == "B5" and book["Map"].page_setup.orientation == "landscape"
    assert len(book["Charts"]._charts) == 3
    assert book.properties.created.strftime("%Y-%m-%d") == wanted["period"]["newest"]
    about = {r[0]: r[1] for r in book["About"].iter_rows(values_only=True)}
    assert about["rules, SHA-256"] == wanted["rules"]["digest"], about
    insight = openpyxl.load_workbook(io.BytesIO(run("map", "--store", store, "--format", "xlsx", "--insight",
                                                    "--overlay", "dach", cwd=folder)))
    stated = json.loads(run("map", "--store", store, "--format", "json", "--insight", cwd=folder))
    rows = list(insight["Hypotheses"].iter_rows(min_row=2, values_only=True))
    assert [(r[0], r[1], r[5]) for r in rows] == [(h["text"], h["verdict"], h.get("persons"))
                                                  for h in stated["hypotheses"]], rows
    assert insight["Lines"].max_row == 1 + len(stated["stages"])
    assert "candidate" in [r[15] for r in insight["Touchpoints"].iter_rows(min_row=2, values_only=True)]
    check_hostile_xlsx(folder, openpyxl)


def check_hostile_xlsx(folder, openpyxl):
    store = hostile_store(folder)
    raw = run("map", "--store", store, "--format", "xlsx", "--min-n", "2", cwd=folder)
    book = openpyxl.load_workbook(io.BytesIO(raw))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f" or c.hyperlink], "a formula or a link"
    texts = [str(c.value) for c in cells]
    assert "=cmd|' /C calc'!A0" in texts and "@Buy <now>" in texts and "=1+1" in texts, texts
    assert not [t for t in texts if "shy person" in t], "a hidden stage's words"
    package = zipfile.ZipFile(io.BytesIO(raw))
    assert package.testzip() is None
    assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in package.namelist():
        part = package.read(name)
        xml.etree.ElementTree.fromstring(part)
        assert b"<f>" not in part or name.startswith("xl/charts/"), f"{name} has a formula"


def png_size(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR", "no PNG"
    assert data.endswith(b"IEND\xaeB`\x82"), "cut short"
    return struct.unpack(">II", data[16:24])


def check_picture(folder):
    missing = run_without_converter(folder)
    assert b"needs rsvg-convert" in missing and b"librsvg2-bin" in missing, missing
    need_program("rsvg-convert")
    store = "sample_data/tansywick.voxmap"
    image = run("map", "--store", store, "--format", "png", cwd=folder)
    svg = xml.etree.ElementTree.fromstring(run("map", "--store", store, "--format", "svg", cwd=folder))
    assert png_size(image) == tuple(round(2 * float(svg.get(side))) for side in ("width", "height")), png_size(image)
    paper = run("map", "--store", store, "--format", "pdf", cwd=folder)
    later = run("map", "--store", store, "--format", "pdf", cwd=folder, env={"SOURCE_DATE_EPOCH": "1"})
    assert paper == later, "two PDFs of one map differ"
    (folder / "map.pdf").write_bytes(paper)
    need_program("pdfinfo")
    facts = subprocess.run(["pdfinfo", "-isodates", "map.pdf"], cwd=folder, capture_output=True, text=True, check=True,
                           env=ENVIRONMENT).stdout
    lines = dict(line.split(":", 1) for line in facts.splitlines())
    assert lines["Pages"].strip() == "1" and "A3" in lines["Page size"], facts
    assert lines["Page size"].split()[0] == "1190.55", "not landscape: " + facts
    newest = json.loads(run("map", "--store", store, "--format", "json", cwd=folder))["period"]["newest"]
    assert lines["CreationDate"].strip().startswith(newest), facts
    text = subprocess.run(["pdftotext", "map.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True).stdout
    for words in ("Tansywick: from first look to fan", "Order and pay", "In their words"):
        assert words in text, f"{words!r} is not in the PDF as text"
    assert "/Image" not in paper.decode("latin-1"), "not vectors"


def run_without_converter(folder):
    """A PATH without rsvg-convert; voxmap run says so, writes the other outputs, and exits 69."""
    sample_store(folder)
    config = folder / "sample_data" / "voxmap.toml"
    config.write_text(config.read_text() + '\n[[output]]\nformat = "pdf"\npath = "out/map.pdf"\n'
                                           '[[output]]\nformat = "md"\npath = "out/map.md"\n')
    run("run", "-c", "sample_data/voxmap.toml", cwd=folder, env={"PATH": "/nonexistent"}, code=69)
    assert (folder / "sample_data/out/map.md").exists() and not (folder / "sample_data/out/map.pdf").exists()
    from common import VOXMAP
    done = subprocess.run([VOXMAP, "map", "--store", "sample_data/tansywick.voxmap", "--format", "png"], cwd=folder,
                          capture_output=True, env={**ENVIRONMENT, "PATH": "/nonexistent"})
    assert done.returncode == 69, done
    return done.stderr


def check_schema(folder):
    jsonschema = need_module("jsonschema")
    schema = json.loads((ROOT / "docs/schemas/map.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    store, hostile = sample_store(folder), hostile_store(folder)
    base = ["map", "--format", "json", "--store"]
    maps = [run(*base, store, *more, cwd=folder) for more in (
        (), ("--insight", "--feelings"), ("--insight", "--min-n", "40"), ("--min-n", "40"), ("--min-n", "100000"), ("--from", "2026-03-01", "--to", "2026-04-01"),
        ("--source", "nobody"), ("--as-of", "1"), ("--source", "interviews"))]
    maps += [run(*base, hostile, "--min-n", n, cwd=folder) for n in ("1", "2", "5")]
    maps.append((ROOT / "tests/unit/journey/golden/map.json").read_bytes())
    for number, text in enumerate(maps):
        faults = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(json.loads(text))]
        assert not faults, f"map {number}: " + "\n".join(faults)
    # The schema is one that can say no.
    broken = json.loads(run(*base, store, cwd=folder))
    broken["stages"][0]["state"] = "hidden"
    assert not validator.is_valid(broken), "numbers of a hidden stage pass"
    del broken["schema"], broken["stages"][0]
    assert not validator.is_valid(broken), "a map without a version passes"


def main():
    with tempfile.TemporaryDirectory() as folder:
        globals()[f"check_{sys.argv[1]}"](pathlib.Path(folder))
    print(f"{sys.argv[1]}: fine")


main()
