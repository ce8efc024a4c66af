"""What the tests of the formats share: the sample store, running voxmap, asking for readers."""
import importlib
import os
import pathlib
import shutil
import subprocess
import sys

VOXMAP, ROOT = os.path.abspath(sys.argv[2]), pathlib.Path(sys.argv[3])
ENVIRONMENT = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
               "VOXMAP_PACKS": str(ROOT / "lexicons")}
DEBIAN = "/usr/bin/python3"  # where Debian's python3-* packages are, whatever python comes first on the PATH


def need_module(name):
    """Debian's python is tried when this one lacks the module; without either the test is skipped."""
    try:
        return importlib.import_module(name)
    except ImportError:
        if os.environ.get("VOXMAP_FORMATS_AGAIN") != name and os.access(DEBIAN, os.X_OK):
            os.environ["VOXMAP_FORMATS_AGAIN"] = name
            os.execv(DEBIAN, [DEBIAN, *sys.argv])
        skip(f"the python module {name} is not installed")


def need_program(name):
    return shutil.which(name) or skip(f"{name} is not installed")


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def run(*arguments, cwd, code=0, env=None, text=False):
    done = subprocess.run([VOXMAP, *arguments], cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL,
                          env={**ENVIRONMENT, **(env or {})})
    assert done.returncode == code, f"{arguments}: exit {done.returncode}\n{done.stderr.decode()}"
    return done.stdout.decode() if text else done.stdout


HOSTILE = ("id,when,who,text\n"
           "1,2026-03-01,=1+1,\"=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\") the checkout was terrible & <b>slow</b>\"\n"
           "2,2026-03-02,b,\"@SUM(1) I love the checkout, really great\"\n"
           "3,2026-03-03,c,\"-2+3 the checkout was awful ]]> \x07 bell\"\n"
           "4,2026-03-04,d,\"+44 _x0041_ the checkout is wonderful\"\n"
           "5,2026-03-05,e,\"the checkout was awful, \u202eevil\u202c\"\n"
           "6,,f,\"the checkout was lovely\"\n"
           "7,2026-03-07,g,\"one shy person hated the courier\"\n")
HOSTILE_MAPPING = ('[record]\nkey = "id"\ntime = "when"\nrespondent = "who"\n'
                   '[[verbatim]]\ncolumn = "text"\n')
HOSTILE_JOURNEY = """[journey]
id = "shop"
title = "=cmd|' /C calc'!A0"
[[stage]]
id = "buy"
title = "@Buy <now>"
[[stage.touchpoint]]
id = "buy.checkout"
title = "+Checkout"
owner = "=1+1"
words = ["checkout"]
[[stage]]
id = "receive"
[[stage.touchpoint]]
id = "receive.courier"
words = ["courier"]
"""


def hostile_store(folder):
    """A store whose words, ids and titles all want to be something other than text."""
    (folder / "h.csv").write_text(HOSTILE, encoding="utf-8")
    (folder / "h.toml").write_text(HOSTILE_MAPPING, encoding="utf-8")
    (folder / "journey.toml").write_text(HOSTILE_JOURNEY, encoding="utf-8")
    run("load", "h.csv", "--mapping", "h.toml", "--journey", "journey.toml", "--store", "h.voxmap",
        "--source", "=evil", cwd=folder)
    return "h.voxmap"


def sample_store(folder):
    shutil.copytree(ROOT / "sample_data", folder / "sample_data",
                    ignore=shutil.ignore_patterns("out", "*.voxmap*", "*.key"))
    run("run", "-c", "sample_data/voxmap.toml", "--quiet", cwd=folder)
    return "sample_data/tansywick.voxmap"
