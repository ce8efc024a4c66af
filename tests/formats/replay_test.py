#!/usr/bin/env python3
"""Asks `voxmap explain` for every number of a map again:  replay_test.py CHECK VOXMAP ROOT"""
import json
import pathlib
import sys
import tempfile

from common import run, sample_store

STORE = None


def explain(*arguments, code=0):
    text = run("explain", "--store", STORE, "--json", *arguments, cwd=FOLDER, code=code, text=True)
    return json.loads(text) if code == 0 else None


def close(a, b, digits):
    return (a is None) == (b is None) and (a is None or abs(a - b) < 0.6 * 10 ** -digits)


def same_interval(a, b, digits):
    return (a is None) == (b is None) and (a is None or all(close(x, y, digits) for x, y in zip(a, b)))


def same_feeling(told, shown):
    assert told["persons"] == shown["persons"] and close(told["valence"], shown["valence"], 4), (told, shown)
    assert same_interval(told["interval"], shown["interval"], 4)


def same_stage(told, shown):
    same_feeling(told, shown)
    assert told["mentions"] == shown["mentions"] and told["by_source"].items() <= shown["volume"].items()
    assert not any(n for source, n in shown["volume"].items() if source not in told["by_source"])
    for label, share in shown["labels"].items():
        again = told["labels"][label]
        assert again["count"] == share["count"] and close(again["share"], share["share"], 4), (label, again, share)
        assert same_interval(again["interval"], share["interval"], 4)
    assert told["emotions"] == {name: e["marks"] for name, e in shown["emotions"].items()}
    assert told["acts"] == shown["acts"] and told["at_risk"] == shown["at_risk"]["count"]
    wanted = {name: {k: f[k] for k in ("persons", "mentions")} for name, f in shown["feelings"].items() if f["state"] == "shown"}
    assert told["feelings"] == wanted, (told["feelings"], wanted)
    for quote in (q for q in shown["quotes"].values() if q):
        again = explain(str(quote["mention"]))
        assert again["valence"] == quote["valence"] and again["quote"] == quote["text"], quote
        assert sum(e["weight"] for e in again["evidence"] if e["dimension"] == "valence") == quote["valence"]


def same_trend(stage, flags):
    for month in stage["trend"]:
        if month["state"] != "shown":
            continue
        year, number = map(int, month["month"].split("-"))
        end = f"{year + number // 12}-{number % 12 + 1:02}-01"
        told = explain("--stage", stage["id"], "--from", month["month"] + "-01", "--to", end, *flags)
        assert told["persons"] == month["persons"] and close(told["valence"], month["valence"], 4), month


def same_kpis(kpis, *where):
    for kpi in (k for k in kpis if k["state"] == "shown"):
        told = explain("--kpi", kpi["definition"], *where)
        assert told["n"] == kpi["n"] == sum(a["count"] for a in told["answers"] if a["on_scale"])
        assert close(told["value"], kpi["value"], 2) and same_interval(told["interval"], kpi["interval"], 2)


def same_map(flags):
    shown = json.loads(run("map", "--store", STORE, "--format", "json", "--insight", "--feelings", "--pairs", *flags,
                           cwd=FOLDER, text=True))
    exact = flags if not shown["totals"]["rounded"] else (*flags, "--min-n", "1")
    totals = explain("--totals", *exact)
    if not shown["totals"]["rounded"]:
        assert all(totals[k] == shown["totals"][k] for k in ("documents", "persons", "mentions", "unassigned")), totals
        assert close(totals["coverage"], shown["totals"]["coverage"], 4)
    same_kpis(shown["kpis"], *flags)
    for stage in shown["stages"]:
        where = ("--stage", stage["id"], *flags)
        if stage["state"] != "shown":
            explain(*where, code=1)
            continue
        same_stage(explain(*where), stage)
        same_kpis(stage["kpis"], *where)
        if not flags:
            same_trend(stage, flags)
        for touchpoint in stage["touchpoints"]:
            where = ("--touchpoint", touchpoint["id"], *flags)
            if touchpoint["state"] != "shown":
                explain(*where, code=1)
            elif touchpoint["mentions"] is None:  # rounded, for a sibling's sake
                explain(*where, code=1)
                assert close(explain(*where, "--min-n", "1")["valence"], touchpoint["valence"], 4)
            else:
                told = explain(*where)
                same_feeling(told, touchpoint)
                assert close(told["impact"], touchpoint["impact"], 4) and close(told["share"], touchpoint["share"], 4)
                assert told["mentions"] == touchpoint["mentions"]
    if shown["unassigned"]["state"] == "shown":
        same_feeling(explain("--stage", "unassigned", *flags), shown["unassigned"])
    ids = {t["title"]: t["id"] for s in shown["stages"] for t in s["touchpoints"]}
    paired = [h for h in shown["handovers"] if h["change"] is not None]
    for gap in paired:
        told = explain("--touchpoint", ids[gap["from_touchpoint"]], "--next", ids[gap["to_touchpoint"]], *flags)
        assert told["persons"] == gap["pairs"] == len(told["people"]) and close(told["change"], gap["change"], 4), gap
        assert same_interval(told["interval"], gap["interval"], 4), gap
    stated = [h for h in shown["hypotheses"] if h["verdict"] != "too few people"]
    for hypothesis in () if flags else stated:
        told = explain("--hypothesis", hypothesis["id"], "--min-n", "1")
        assert told["verdict"] == hypothesis["verdict"] and told["difference"] == hypothesis["difference"], hypothesis
        means = [[p[side] for p in told["people"] if p[side] is not None] for side in ("first_centi", "second_centi")]
        assert close(sum(means[0]) / len(means[0]) / 100000, hypothesis["value"], 5), hypothesis
    return len(paired), len(stated)


def check_replay(folder):
    """Totals, ratings, stages, touchpoints, months, quotes, hand-overs and hypotheses: the same numbers again."""
    global STORE, FOLDER
    FOLDER, STORE = folder, sample_store(folder)
    paired, stated = same_map(())
    assert paired >= 2 and stated >= 3, (paired, stated)
    same_map(("--segment", "dach", "--from", "2026-02-01"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        globals()[f"check_{sys.argv[1]}"](pathlib.Path(folder))
    print(f"{sys.argv[1]}: fine")


main()
