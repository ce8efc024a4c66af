#!/usr/bin/env python3
"""Reads what `voxmap export` writes as the other tool would:  export_test.py FORMAT VOXMAP ROOT"""
import contextlib
import csv
import datetime
import io
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from common import hostile_store, need_module, need_program, run, sample_store

ROWS = ("export", "--row-level", "--quiet", "--store")
RISKY = re.compile(r"^\s*[=+\-@\t\r]")


def table(text):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows and None not in rows[0] and all(None not in r.values() for r in rows), "ragged rows"
    return rows


def check_csv(folder):
    store = sample_store(folder)
    rows = table(run(*ROWS, store, cwd=folder, text=True))
    whole = json.loads(run("map", "--store", store, "--format", "json", cwd=folder))
    assert len(rows) == whole["totals"]["mentions"]
    for stage in whole["stages"]:
        here = [r for r in rows if r["stage"] == stage["id"]]
        assert len(here) == stage["mentions"] and stage["acts"]["complaint"] == \
            sum("complaint" in r["acts"].split() for r in here), stage["id"]
        people = {}
        for r in here:
            if r["valence"]:
                people.setdefault(r["person"], []).append(int(r["valence"]))
        assert len(people) == stage["persons"], stage["id"]
        mean = sum(sum(v) / len(v) for v in people.values()) / len(people) / 1000
        assert abs(mean - stage["valence"]) < 0.0002, (stage["id"], mean)
    lines = [json.loads(line) for line in run(*ROWS, store, "--format", "ndjson", cwd=folder, text=True).splitlines()]
    assert [str(m["mention"]) for m in lines] == [r["mention"] for r in rows]
    bare = run(*ROWS, store, "--no-text", cwd=folder, text=True)
    assert not [m for m in lines if len(m["quote"]) > 12 and m["quote"] in bare], "words in spite of --no-text"
    check_safe(folder)
    refused(folder, store)


def check_safe(folder):
    store = hostile_store(folder)
    for arguments in ((*ROWS, store), (*ROWS, store, "--format", "voc-csv"),
                      ("map", "--min-n", "1", "--store", store, "--format", "csv"),
                      ("map", "--min-n", "1", "--store", store, "--format", "csv-cells"),
                      ("map", "--min-n", "1", "--store", store, "--format", "csv-matrix")):
        text = run(*arguments, cwd=folder, text=True)
        assert "\u202e" not in text and "\x07" not in text
        for row in csv.reader(io.StringIO(text, newline="")):
            bad = [c for c in row if RISKY.match(c) and not re.fullmatch(r"-?\d+(\.\d+)?", c)]
            assert not bad, (arguments, bad)


def refused(folder, store):
    for format in ("csv", "ndjson", "xes", "cjml", "voc-csv", "formbricks"):
        run("export", "--store", store, "--format", format, cwd=folder, code=64)
    run(*ROWS, store, "--format", "cjml", cwd=folder, code=64)
    run(*ROWS, store, "--format", "formbricks", cwd=folder, code=64)
    run(*ROWS, store, "--format", "ndjson", "--no-text", cwd=folder, code=64)
    run(*ROWS, store, "--format", "voc-csv", "--strict", cwd=folder, code=65)


TYPES = {"string": str, "int": int, "date": lambda v: datetime.datetime.fromisoformat(v.replace("Z", "+00:00"))}


def attributes(element):
    """The attributes of an XES element, which stand before everything else in it."""
    found, others = {}, False
    for child in element:
        if child.tag not in TYPES:
            others = True
            continue
        assert not others and set(child.keys()) == {"key", "value"} and len(child) == 0, child.attrib
        assert re.fullmatch(r"[A-Za-z_:][\w:.-]*", child.get("key")), child.get("key")
        assert child.get("key") not in found, "twice: " + child.get("key")
        found[child.get("key")] = TYPES[child.tag](child.get("value"))
    return found


def validate(folder, name, log, broken):
    """Against the rules in NAME.xsd; a file that breaks one must be refused, or nothing is checked."""
    xmllint = need_program("xmllint")
    schema = pathlib.Path(__file__).with_name(name + ".xsd")

    def accepted(text):
        path = pathlib.Path(folder) / ("log." + name)
        path.write_bytes(text)
        ran = subprocess.run([xmllint, "--noout", "--nonet", "--schema", schema, path], capture_output=True, text=True)
        assert ran.returncode in (0, 3, 4), ran.stderr
        return ran.returncode == 0, ran.stderr

    good, why = accepted(log)
    assert good, why
    for old, new in broken:
        assert old in log and not accepted(log.replace(old, new))[0], old


BROKEN_XES = ((b' xes.version="1.0"', b""), (b"<trace>", b'<trace><event value="1"/>'), (b' keys="concept:name"', b""),
              (b'<int key="valence" value="', b'<int key="valence" value="x'), (b'key="stage_id"', b'key="stage id"'))
BROKEN_CJML = ((b'version="2.0"', b'version="1.0"'), (b'actorIDref="SP1"', b'actorIDref="SP2"'), (b'actorID="SP1"', b'actorID="EU1"'),
               (b'phaseIDref="P', b'phaseIDref="Q'), (b">TP2<", b">TP1<"), (b"<receiver>", b"<receiver><receiver/>"),
               (b"<channelName>", b"<name/><channelName>"), (b'actorID="EU1"', b'actorID="one person"'),
               (b"actualJourney", b"plannedJourney"), (b"<channel>", b"<touchpointExperience/><channel>"))


def check_xes(folder):
    store = sample_store(folder)
    log = xml.etree.ElementTree.fromstring(run(*ROWS, store, "--format", "xes", cwd=folder))
    assert log.tag == "log" and float(log.get("xes.version")) >= 1
    order = [c.tag for c in log if c.tag not in TYPES]
    ranks = [("extension", "global", "classifier", "trace").index(tag) for tag in order]
    assert ranks == sorted(ranks), "not in the order of the schema"
    prefixes = {e.get("prefix") for e in log.iter("extension")}
    scopes = {g.get("scope"): attributes(g) for g in log.iter("global")}
    for classifier in log.iter("classifier"):
        assert set(classifier.get("keys").split()) <= set(scopes["event"]), classifier.attrib
    rows = table(run(*ROWS, store, cwd=folder, text=True))
    assert len(log.findall("trace")) == len({r["person"] for r in rows})
    names, events = set(), 0
    for trace in log.iter("trace"):
        names.add(attributes(trace)["concept:name"])
        times = []
        for event in trace.iter("event"):
            found = attributes(event)
            assert set(scopes["event"]) <= set(found), "a global attribute is missing"
            assert {k.split(":")[0] for k in found if ":" in k} <= prefixes, found
            times.append(found.get("time:timestamp"))
            events += 1
        known = [t for t in times if t]
        assert known == sorted(known) and times[:len(known)] == known, "not in the order of time"
    assert names == {r["person"] for r in rows} and events == len(rows)
    hostile = run(*ROWS, hostile_store(folder), "--format", "xes", cwd=folder)
    validate(folder, "xes", run(*ROWS, store, "--format", "xes", cwd=folder), BROKEN_XES)
    validate(folder, "xes", hostile, BROKEN_XES)
    log = xml.etree.ElementTree.fromstring(hostile)
    texts = [attributes(e)["text"] for e in log.iter("event")]
    assert any("<b>slow</b>" in t for t in texts), texts


def check_cjml(folder):
    store = sample_store(folder)
    people = [r["person"] for r in table(run(*ROWS, store, cwd=folder, text=True)) if r["touchpoint"]]
    person = max(sorted(set(people)), key=people.count)
    text = run(*ROWS, store, "--format", "cjml", "--person", person, cwd=folder)
    validate(folder, "cjml", text, BROKEN_CJML)
    journey = xml.etree.ElementTree.fromstring(text)
    assert journey.tag == "CJML" and journey.get("version") == "2.0"
    actors = {a.get("actorID") for a in journey.find("actualJourney/actors")}
    points = journey.findall("actualJourney/touchpoints/actualCommunicationPoint")
    assert points and len({p.findtext("touchpointID") for p in points}) == len(points)
    for point in points:
        assert [c.tag for c in point] == ["touchpointID", "belongsTo", "initiator", "receiver", "channel"]
        who = [r.get("actorIDref") for r in point.iter("refersTo")]
        assert len(who) == len(set(who)) == 2, "nobody talks to themselves"
        assert {r.get("actorIDref") for r in point.iter("refersTo")} == actors
        assert point.findtext("channel/channelName") and point.findtext("initiator/initiatorLabel")
    stages = {s["title"] for s in json.loads(run("map", "--store", store, "--format", "json", cwd=folder))["stages"]}
    assert {p.findtext("phaseName") for p in journey.iter("journeyPhase")} <= stages
    hostile = hostile_store(folder)
    rows = table(run(*ROWS, hostile, cwd=folder, text=True))
    for person in sorted({r["person"].lstrip("'") for r in rows}):
        text = run(*ROWS, hostile, "--format", "cjml", "--person", person, cwd=folder)
        validate(folder, "cjml", text, ())
        assert "=cmd|' /C calc'!A0" in xml.etree.ElementTree.fromstring(text).find("actualJourney/actors/serviceProvider/companyName").text


def check_voc(folder):
    store = sample_store(folder)
    text = run(*ROWS, store, "--format", "voc-csv", cwd=folder, text=True)
    assert text.startswith("date,score,verbatim,stage\n") and len(text.encode()) <= 5_000_000
    stages = {s["title"] for s in json.loads(run("map", "--store", store, "--format", "json", cwd=folder))["stages"]}
    rows = table(text)
    assert len(rows) <= 5000
    for row in rows:
        datetime.date.fromisoformat(row["date"])
        assert -1 <= float(row["score"]) <= 1 and row["verbatim"] and row["stage"] in stages | {""}, row
    many = "id,when,text\n" + "".join(f"{i},2026-03-01,the checkout was good\n" for i in range(5001))
    (folder / "many.csv").write_text(many)
    (folder / "many.toml").write_text('[record]\nkey = "id"\ntime = "when"\n[[verbatim]]\ncolumn = "text"\n')
    hostile_store(folder)
    run("load", "many.csv", "--mapping", "many.toml", "--journey", "journey.toml", "--store", "many.voxmap", cwd=folder)
    run(*ROWS, "many.voxmap", "--format", "voc-csv", cwd=folder, code=64)
    run(*ROWS, "many.voxmap", "--format", "voc-csv", "-o", "voc.csv", cwd=folder)
    assert [len(table((folder / f"voc-{i}.csv").read_text())) for i in (1, 2)] == [5000, 1]
    assert not (folder / "voc.csv").exists()


HUB = {"type": "object", "additionalProperties": False,  # what the Hub's API takes of this
       "required": ["source_type", "field_id", "field_type", "submission_id", "tenant_id"],
       "properties": {
           "collected_at": {"type": "string", "format": "date-time"}, "metadata": {"type": "object"},
           **{name: {"type": "string", "minLength": 1, "maxLength": 255} for name in (
               "source_type", "source_id", "source_name", "field_id", "submission_id", "tenant_id", "user_id")},
           "field_label": {"type": "string", "maxLength": 2048}, "field_type": {"const": "text"},
           "language": {"type": "string", "maxLength": 10}, "value_text": {"type": "string", "maxLength": 30000}}}


def check_formbricks(folder):
    jsonschema = need_module("jsonschema")
    store = sample_store(folder)
    lines = run(*ROWS, store, "--format", "formbricks", "--tenant", "org-1", cwd=folder, text=True).splitlines()
    records = [json.loads(line) for line in lines]
    validator = jsonschema.Draft202012Validator(HUB)
    for record in records:
        validator.validate(record)
        text = record["value_text"].encode()
        for mention in record["metadata"]["voxmap"]["mentions"]:
            text[slice(*mention["span"])].decode()  # whole characters
    ids = [(r["tenant_id"], r["submission_id"], r["field_id"]) for r in records]
    assert len(set(ids)) == len(ids), "two records would be one"
    rows = table(run(*ROWS, store, cwd=folder, text=True))
    assert sum(len(r["metadata"]["voxmap"]["mentions"]) for r in records) == len(rows)
    with contextlib.closing(sqlite3.connect(folder / store)) as base:
        verbatims = base.execute("SELECT count(DISTINCT verbatim) FROM v_mentions").fetchone()[0]
    assert len(records) == verbatims, (len(records), verbatims)


def check_metric(folder):
    store = sample_store(folder)
    for metric, of in (("valence", None), ("nps", "nps_0_10"), ("csat:csat_1_5", "csat_1_5")):
        stage = ("--stage", "setup") if metric == "valence" else ()
        rows = table(run("export", "--store", store, "--format", "metric-csv", "--metric", metric, *stage, cwd=folder,
                         text=True))
        assert len(rows) >= 5, rows
        for row in rows:
            start = datetime.date.fromisoformat(row["date"])
            end = (start + datetime.timedelta(days=32)).replace(day=1)
            month = json.loads(run("map", "--store", store, "--format", "json", "--from", str(start), "--to", str(end),
                                   cwd=folder))
            wanted = next(s["valence"] for s in month["stages"] if s["id"] == "setup") if of is None else \
                next(k["value"] for k in month["kpis"] if k["definition"] == of)
            assert float(row["value"]) == wanted, (metric, row, wanted)
    few = table(run("export", "--store", store, "--format", "metric-csv", "--every", "day", cwd=folder, text=True))
    all_days = table(run("export", "--store", store, "--format", "metric-csv", "--every", "day", "--min-n", "1",
                         cwd=folder, text=True))
    assert len(few) < len(all_days) and all(r in all_days for r in few)
    run("export", "--store", store, "--format", "metric-csv", "--metric", "joyfulness", cwd=folder, code=64)


def main():
    with tempfile.TemporaryDirectory() as folder:
        globals()[f"check_{sys.argv[1]}"](pathlib.Path(folder))
    print(f"{sys.argv[1]}: fine")


main()
