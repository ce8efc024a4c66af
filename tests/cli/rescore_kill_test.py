"""kill -9 at random moments of a rescore: every document has either its old scores or its new ones, the
run that is let through ends where an undisturbed one does, and the run before reads as it was.

    rescore_kill_test.py VOXMAP SOURCE_DIR [KILLS]
"""
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

VOXMAP, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
KILLS = int(sys.argv[3]) if len(sys.argv) > 3 else 30
ROWS = 20_000


def scores(store):
    """What each document was scored as, and by which rules."""
    found = {}
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        for key, rules, *score in db.execute(
                "select key, rules_digest, verbatim, span_begin, span_end, stage, touchpoint, label, valence, anger, "
                "joy from v_mentions order by key, verbatim, span_begin, touchpoint"):
            found.setdefault(key, (rules, []))[1].append(score)
    return found


def curve(store):
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        return db.execute("select * from v_stage_emotions").fetchall()


def write_pack(folder, slow, lovely):
    os.mkdir(folder)
    with open(os.path.join(folder, "pack.toml"), "w", encoding="utf-8") as out:
        out.write('name = "test"\nkind = "language"\nlanguage = "en"\nversion = "1.0.0"\ntitle = "Test"\n'
                  'summary = "Test"\nlicense = "Apache-2.0"\nauthors = "Test"\n')
    with open(os.path.join(folder, "valence.tsv"), "w", encoding="utf-8") as out:
        out.write(f"slow\t{slow}\nlovely\t{lovely}\nearly\t300\n")
    with open(os.path.join(folder, "samples.tsv"), "w", encoding="utf-8") as out:
        out.write("it was slow\tnegative\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        csv, packs = os.path.join(folder, "big.csv"), []
        for name, slow, lovely in (("before", -450, 600), ("after", -300, -200)):
            packs.append(os.path.join(folder, name))
            write_pack(packs[-1], slow, lovely)
        pool = ["checkout was slow", "lovely box", "the courier was slow but the parcel arrived early", "no opinion"]
        rng = random.Random(5)
        with open(csv, "w", encoding="utf-8") as out:
            out.write("id,comment\n")
            for i in range(ROWS):
                out.write(f'r{i},"{rng.choice(pool)}, {rng.choice(pool)} {i}"\n')

        def voxmap(*arguments):
            return [VOXMAP, *arguments, "-q"]

        loaded = os.path.join(folder, "loaded.voxmap")
        subprocess.run(voxmap("load", csv, "--journey", os.path.join(SOURCE, "sample_data/journey.toml"), "--store",
                              loaded, "--pack", packs[0]), check=True)

        def rescore(store):
            return voxmap("rescore", "--store", store, "--pack", packs[1], "--json")

        def drawn(store, *arguments):
            drawing = voxmap("map", "--store", store, "--format", "csv", *arguments)
            return subprocess.run(drawing, check=True, capture_output=True).stdout

        whole = os.path.join(folder, "whole.voxmap")
        shutil.copy(loaded, whole)
        started = time.monotonic()
        subprocess.run(rescore(whole), check=True, capture_output=True)
        takes = time.monotonic() - started
        old, new, before = scores(loaded), scores(whole), drawn(loaded)
        assert len(old) == ROWS and all(old[key] != new[key] for key in old)
        expected = curve(whole), drawn(whole)
        assert drawn(whole, "--as-of", "1") == before

        rng = random.Random(11)
        killed = partly = 0
        while killed < KILLS:
            store = os.path.join(folder, "killed.voxmap")
            shutil.copy(loaded, store)
            done = False
            while not done and killed < KILLS:
                process = subprocess.Popen(rescore(store), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                time.sleep(rng.random() * takes * 0.7)
                process.send_signal(signal.SIGKILL)
                said = process.communicate()[1].decode()
                done = process.returncode == 0
                if not done:
                    assert process.returncode == -9, (process.returncode, said)
                    killed += 1
                with contextlib.closing(sqlite3.connect(store)) as db:
                    assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
                now = scores(store)
                assert now.keys() == old.keys()
                assert all(now[key] in (old[key], new[key]) for key in now)
                partly += 0 < sum(now[key] == new[key] for key in now) < ROWS
                assert drawn(store, "--as-of", "1") == before
            subprocess.run(rescore(store), check=True, capture_output=True)
            assert scores(store) == new and (curve(store), drawn(store)) == expected
            assert drawn(store, "--as-of", "1") == before
            for end in ("", "-wal", "-shm", ".lock"):
                if os.path.exists(store + end):
                    os.remove(store + end)
        assert partly > 0, "no kill came between two batches"
        print(f"{killed} kills, {partly} of them within: old scores or new ones, the same end, the same past")


main()
