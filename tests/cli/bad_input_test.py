"""Bad input met by the program as a whole: each a clear message, the right exit code, nothing lost,
nothing half-written.

    bad_input_test.py VOXMAP SOURCE_DIR
"""
import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

VOXMAP, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
SAMPLES = os.path.join(SOURCE, "sample_data")
CSV = os.path.join(SAMPLES, "surveys/post-purchase.csv")
MAPPING = os.path.join(SAMPLES, "surveys/post-purchase.mapping.toml")
JOURNEY = os.path.join(SAMPLES, "journey.toml")
ENV = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC",
       "VOXMAP_PACKS": os.path.join(SOURCE, "lexicons")}


def voxmap(*words, stdin=None, **kwargs):
    return subprocess.run([VOXMAP, *words], capture_output=True, text=True, env=ENV,
                          input=stdin, timeout=300, **kwargs)


class BadInput(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return self.path(name)

    def load(self, *files, store="s.voxmap", extra=()):
        return voxmap("load", *files, "--journey", JOURNEY, "--store", self.path(store), *extra)

    def expect(self, done, code, *words):
        said = done.stdout + done.stderr
        self.assertEqual(done.returncode, code, said)
        for word in words:
            self.assertIn(word, said)
        if code:
            self.assertIn("error:", done.stderr)
        return said

    def open(self, store):
        """Closed at the end of the block, which a sqlite3 connection's own `with` does not do."""
        return contextlib.closing(sqlite3.connect(self.path(store), isolation_level=None))

    def documents(self, store="s.voxmap"):
        with self.open(store) as db:
            return db.execute("select count(*) from v_documents").fetchone()[0]

    def test_missing_file(self):
        self.expect(self.load(self.path("none.csv")), 66, "none.csv", "no such file")

    def test_a_folder(self):
        self.expect(self.load(self.folder.name), 66, "folder")

    def test_empty_file(self):
        self.expect(self.load(self.write("e.csv", "")), 66, "is empty")

    def test_header_only(self):
        said = self.expect(self.load(self.write("h.csv", "id,comment,nps\n"),
                                     extra=["--adapter", "survey_csv"]), 0, "0 of 0")
        self.assertEqual(self.documents(), 0, said)

    def test_wrong_kinds(self):
        for name, content in {"a.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
                              "b.json": "version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
                              "c.csv": "<!DOCTYPE html><html><body>Error 502</body></html>",
                              "d.zip": b"PK\x03\x04" + b"\0" * 100,
                              "e.json": '{"hello": "world"}'}.items():
            self.expect(self.load(self.write(name, content)), 65, name)

    def test_unreadable_by_the_named_adapter(self):
        self.expect(self.load(CSV, extra=["--adapter", "webvt"]), 64, "webvtt")

    def test_encodings(self):
        text = "id,comment\n" + "".join(f"{i},Très déçu par le café numéro {i}\n" for i in range(20))
        for encoding in ("utf-8-sig", "cp1252", "utf-16", "utf-16-le"):
            file = self.write(f"{encoding}.csv", text.encode(encoding))
            done = voxmap("read", file, "--adapter", "survey_csv")
            self.expect(done, 0)
            self.assertEqual(done.stdout.count("Très déçu par le café"), 20, encoding + done.stderr)

    def test_invalid_utf8_rejects_one_record(self):
        rows = b"".join(b"%d,the delivery was fine\n" % i for i in range(30))
        bad = b"id,comment\n" + rows + b"99,caf\xff\xfe bad\n100,all good and lovely\n"
        self.expect(self.load(self.write("u.csv", bad), extra=["--adapter", "survey_csv"]), 0, "1 rejected")
        self.assertEqual(self.documents(), 31)
        self.expect(voxmap("rejects", "--store", self.path("s.voxmap")), 0, "invalid_utf8", ":32")

    def test_truncated_in_a_quote(self):
        rows = "".join(f"{i},the delivery was fine\n" for i in range(30))
        self.expect(self.load(self.write("t.csv", "id,comment\n" + rows + '31,"cut of'),
                              extra=["--adapter", "survey_csv"]), 0, "1 rejected")
        self.assertEqual(self.documents(), 30)

    def test_duplicate_keys(self):
        file = self.write("d.csv", "id,comment\n1,first words here\n1,first words here\n2,other words here\n1,edited words here\n")
        self.expect(self.load(file, extra=["--mapping", self.mapping("id", "comment")]), 0)
        self.assertEqual(self.documents(), 2)
        with self.open("s.voxmap") as db:
            texts = [row[0] for row in db.execute("select text from v_verbatims order by text")]
        self.assertEqual(texts, ["edited words here", "other words here"])

    def mapping(self, key, comment):
        return self.write("m.mapping.toml", f'[record]\nkey = "{key}"\n[[verbatim]]\ncolumn = "{comment}"\n')

    def test_unknown_columns_in_a_mapping(self):
        said = self.expect(self.load(CSV, extra=["--mapping", self.mapping("Respons ID", "Nothing")]), 78,
                           "m.mapping.toml:2", "m.mapping.toml:4", "Response ID")
        self.assertIn("Respons ID", said)

    def test_broken_regex_in_a_journey(self):
        journey = self.write("journey.toml", '[journey]\nid = "x"\n[[stage]]\nid = "a"\n[[stage.touchpoint]]\n'
                             'id = "a.b"\nwords = ["b"]\npatterns = [\'pay(ment\']\n')
        said = voxmap("load", CSV, "--journey", journey, "--store", self.path("s.voxmap"))
        self.expect(said, 78, "journey.toml:8", "^")
        self.assertFalse(os.path.exists(self.path("s.voxmap")), "nothing may be made by a refused load")

    def test_one_gigabyte_field(self):
        if os.environ.get("VOXMAP_SMALL"):
            self.skipTest("VOXMAP_SMALL is set")
        file = self.path("big.csv")
        with open(file, "wb") as out:
            out.write(b'id,comment\n1,a fine delivery\n2,"')
            for _ in range(1024):
                out.write(b"x" * (1 << 20))
            out.write(b'"\n3,a lovely box\n')
        command = [VOXMAP, "load", file, "--adapter", "survey_csv", "--journey", JOURNEY,
                   "--store", self.path("s.voxmap")]
        process = subprocess.Popen(command, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.stdout.close()
        self.assertEqual(os.waitstatus_to_exitcode(status), 0, output)
        self.assertIn("1 rejected", output)
        self.assertEqual(self.documents(), 2)
        self.assertLess(usage.ru_maxrss, 256 * 1024, "peak memory in KiB")

    def test_corrupt_newer_and_foreign_stores_are_never_changed(self):
        self.expect(self.load(CSV, extra=["--mapping", MAPPING]), 0)
        with self.open("s.voxmap") as db:
            db.execute("pragma user_version = 999")
        whole = open(self.path("s.voxmap"), "rb").read()
        for name, content, word in (("newer.voxmap", whole, "newer"),
                                    ("cut.voxmap", whole[:5000], "cut.voxmap"),
                                    ("text.voxmap", b"this is no database at all\n" * 100, "text.voxmap")):
            path = self.write(name, content)
            for done in (self.load(CSV, store=name), voxmap("map", "--store", path)):
                self.expect(done, 65, word)
            self.assertEqual(open(path, "rb").read(), content, name)
        with self.open("other.voxmap") as db:
            db.execute("create table t(x)")
        before = open(self.path("other.voxmap"), "rb").read()
        self.expect(self.load(CSV, store="other.voxmap"), 65, "other.voxmap")
        self.assertEqual(open(self.path("other.voxmap"), "rb").read(), before)

    def test_no_store(self):
        self.expect(voxmap("map", "--store", self.path("none.voxmap")), 66, "none.voxmap")
        self.assertFalse(os.path.exists(self.path("none.voxmap")))

    def big_csv(self, rows):
        lines = ["id,comment"]
        lines += [f"r{i},the delivery was slow but the courier was really friendly and the box lovely {i}"
                  for i in range(rows)]
        return self.write("big.csv", "\n".join(lines) + "\n")

    def test_two_runs_at_once(self):
        big = self.big_csv(400_000)
        first = subprocess.Popen([VOXMAP, "load", big, "--journey", JOURNEY, "--store",
                                  self.path("s.voxmap"), "--adapter", "survey_csv"], env=ENV,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not os.path.exists(self.path("s.voxmap.lock")) and first.poll() is None:
            time.sleep(0.01)
        time.sleep(0.2)
        second = self.load(CSV, extra=["--mapping", MAPPING])
        reader = voxmap("status", "--store", self.path("s.voxmap"))
        still = first.poll() is None
        self.assertEqual(first.wait(), 0)
        if not still:
            self.skipTest("the first run was over too soon")
        self.expect(second, 75, str(first.pid))
        self.expect(reader, 0)
        self.assertEqual(self.documents(), 400_000)

    def test_interrupt_commits_and_continues(self):
        big = self.big_csv(300_000)
        command = ["load", big, "--journey", JOURNEY, "--store", self.path("s.voxmap"), "--adapter", "survey_csv"]
        first = subprocess.Popen([VOXMAP, *command], env=ENV, stderr=subprocess.PIPE, text=True)
        time.sleep(0.7)
        first.send_signal(2)
        _, said = first.communicate()
        if first.returncode == 0:
            self.skipTest("the load was over before the signal")
        self.assertEqual(first.returncode, 130, said)
        self.assertIn("committing", said)
        self.assertGreater(self.documents(), 0)
        self.expect(voxmap(*command), 0)
        self.assertEqual(self.documents(), 300_000)
        runs = voxmap("runs", "--store", self.path("s.voxmap")).stdout
        self.assertIn("interrupted", runs)

    def test_full_disk(self):
        if os.geteuid() != 0:
            self.skipTest("mounting a small file system takes root")
        small = self.path("small")
        os.mkdir(small)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small]).returncode != 0:
            self.skipTest("cannot mount a tmpfs here")
        try:
            done = self.load(self.big_csv(100_000), store="small/s.voxmap",
                             extra=["--adapter", "survey_csv", "--key-file", self.path("key")])
            self.expect(done, 74, "s.voxmap")
            with self.open("small/s.voxmap") as db:
                self.assertEqual(db.execute("pragma integrity_check").fetchone()[0], "ok")
            subprocess.run(["mount", "-o", "remount,size=300m", small], check=True)
            self.expect(self.load(self.path("big.csv"), store="small/s.voxmap",
                                  extra=["--adapter", "survey_csv", "--key-file", self.path("key")]), 0)
            self.assertEqual(self.documents("small/s.voxmap"), 100_000)
        finally:
            subprocess.run(["umount", small], check=True)

    def test_read_only_folder(self):
        if os.geteuid() != 0:
            self.skipTest("becoming nobody takes root")
        self.expect(self.load(CSV, extra=["--mapping", MAPPING]), 0)
        os.chmod(self.path("s.voxmap"), 0o644)
        os.chmod(self.folder.name, 0o555)
        nobody = {"user": 65534, "group": 65534}
        self.expect(voxmap("load", CSV, "--journey", JOURNEY, "--store", self.path("new.voxmap"), **nobody), 77)
        self.expect(voxmap("load", CSV, "--store", self.path("s.voxmap"), "--key-file",
                           self.write("key", "k" * 32), **nobody), 77)
        self.expect(voxmap("status", "--store", self.path("s.voxmap"), **nobody), 0, "621")
        os.chmod(self.folder.name, 0o755)

    def test_files_are_private(self):
        self.expect(self.load(CSV, extra=["--mapping", MAPPING]), 0)
        voxmap("map", "--store", self.path("s.voxmap"), "--format", "html", "-o", self.path("m.html"))
        for name in ("s.voxmap", "s.voxmap.key", "m.html"):
            self.assertEqual(os.stat(self.path(name)).st_mode & 0o777, 0o600, name)

    def test_output_that_cannot_be_made(self):
        self.expect(self.load(CSV, extra=["--mapping", MAPPING]), 0)
        self.expect(voxmap("map", "--store", self.path("s.voxmap"), "--format", "svg",
                           "-o", self.path("none/m.svg")), 73)

    def test_broken_pipe_is_silent(self):
        self.expect(self.load(CSV, extra=["--mapping", MAPPING]), 0)
        done = subprocess.run(f"'{VOXMAP}' quotes --store '{self.path('s.voxmap')}' -n 5000 --json | head -1",
                              shell=True, capture_output=True, text=True, env=ENV)
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.stdout.count("\n"), 1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
