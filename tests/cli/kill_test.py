"""kill -9 at random moments: after every kill the store is sound, and the run that is let through
leaves the same content as one that was never interrupted.

    kill_test.py VOXMAP SOURCE_DIR [KILLS]
"""
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

VOXMAP, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
KILLS = int(sys.argv[3]) if len(sys.argv) > 3 else 100
ENV = {**os.environ, "VOXMAP_PACKS": os.path.join(SOURCE, "lexicons")}
# The public views without run numbers and times: what an analyst sees.
DUMP = {
    "v_documents": "source, key",
    "v_verbatims": "source, key, verbatim",
    "v_mentions": "source, key, verbatim, span_begin, touchpoint",
    "v_ratings": "source, key, scale",
}


def dump(store):
    out = []
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        for view, order in DUMP.items():
            columns = [row[1] for row in db.execute(f"pragma table_info({view})")]
            keep = ", ".join(c for c in columns if not c.endswith("run") and c not in ("mention", "document"))
            out.append((view, db.execute(f"select {keep} from {view} order by {order}").fetchall()))
    return out


def generate(path, rows):
    pool = ["checkout was slow", "love the box", "the courier was rude but the parcel arrived early",
            "pairing the app failed twice", "support called me back within minutes, thank you"]
    rng = random.Random(5)
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,customer,nps,comment\n")
        for i in range(rows):
            out.write(f'r{i},c{rng.randrange(rows // 2)},{rng.randrange(11)},"{rng.choice(pool)}, {rng.choice(pool)} {i}"\n')


def main():
    with tempfile.TemporaryDirectory() as folder:
        csv = os.path.join(folder, "big.csv")
        mapping = os.path.join(folder, "m.toml")
        generate(csv, 24_000)
        with open(mapping, "w", encoding="utf-8") as out:
            out.write('[record]\nkey = "id"\nrespondent = "customer"\n[[verbatim]]\ncolumn = "comment"\n'
                      '[[rating]]\ncolumn = "nps"\nscale = "nps"\n')
        key = os.path.join(folder, "key")

        def command(store):
            return [VOXMAP, "load", csv, "--mapping", mapping, "--journey",
                    os.path.join(SOURCE, "sample_data/journey.toml"), "--store", store, "--key-file", key, "-q", "--pack", "en",
                    "--commit-every", "2000"]

        whole = os.path.join(folder, "whole.voxmap")
        started = time.monotonic()
        subprocess.run(command(whole), env=ENV, check=True)
        takes = time.monotonic() - started
        expected = dump(whole)

        rng = random.Random(11)
        killed = 0
        round_number = 0
        while killed < KILLS:
            round_number += 1
            store = os.path.join(folder, f"killed{round_number}.voxmap")
            done = False
            while not done:
                process = subprocess.Popen(command(store), env=ENV, stderr=subprocess.PIPE)
                time.sleep(rng.random() * takes * 0.5)
                process.send_signal(signal.SIGKILL)
                said = process.communicate()[1].decode()
                done = process.returncode == 0
                if not done:
                    assert process.returncode == -9, (process.returncode, said)
                    killed += 1
                if os.path.exists(store) and os.path.getsize(store) > 0:
                    with contextlib.closing(sqlite3.connect(store)) as db:
                        assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
                if killed >= KILLS:
                    break
            subprocess.run(command(store), env=ENV, check=True)
            assert dump(store) == expected, f"round {round_number} differs after {killed} kills"
            os.remove(store)
        print(f"{killed} kills in {round_number} rounds, every store equal to the uninterrupted one")


main()
