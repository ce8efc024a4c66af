#!/usr/bin/env python3
"""Tests of the documentation:  docs_test.py CHECK VOXMAP [--accept]

commands  docs/commands.md is what `voxmap --generate markdown` prints (--accept writes it)
adapters  every adapter and every option of one is explained in docs/
links     every relative link of every *.md leads to a file, and to a heading where it has a #part;
          docs/README.md lists every page; a docs/*.md named in a source file exists
usage     every `voxmap COMMAND --flag` in a code block exists
examples  docs/examples/ is the map of the sample store, drawn again (--accept writes it)
console   every ```console block is run again and prints what it claims. A block below the comment
          <!-- not run: REASON --> is left out; a line "..." stands for any lines
"""
import difflib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "100"}
BLOCK = re.compile(r"^(<!-- not run: .+ -->\n)?```(\w*)\n(.*?)^```$", re.M | re.S)


def documents():
    hidden = {"build", "out", ".git"}
    return sorted(p for p in ROOT.rglob("*.md") if not hidden & set(p.relative_to(ROOT).parts)
                  and not any(part.startswith("build") for part in p.relative_to(ROOT).parts))


def run(voxmap, *arguments):
    done = subprocess.run([voxmap, *arguments], capture_output=True, text=True, env=ENVIRONMENT,
                          stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"voxmap {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def differences(wanted, got, name):
    return "\n".join(difflib.unified_diff(wanted.splitlines(), got.splitlines(), name, "printed", lineterm=""))


def check_commands(voxmap):
    page = ROOT / "docs" / "commands.md"
    made = run(voxmap, "--generate", "markdown")
    if "--accept" in sys.argv:
        page.write_text(made, encoding="utf-8")
    written = page.read_text(encoding="utf-8") if page.exists() else ""
    if written != made:
        yield differences(written, made, "docs/commands.md")
        yield f"accept it with: tests/docs/docs_test.py commands {voxmap} --accept"


def check_adapters(voxmap):
    text = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs").rglob("*.md")
                     if p.name != "commands.md")
    for line in run(voxmap, "adapters", "--json").splitlines():
        adapter = json.loads(line)
        if not re.search(rf"\b{re.escape(adapter['name'])}\b", text):
            yield f"adapter {adapter['name']} is not in docs/"
        for option in adapter.get("options", []):
            if not re.search(rf"\b{re.escape(option['name'])}\b", text):
                yield f"option {option['name']} of adapter {adapter['name']} is not in docs/"


def anchors(text):
    """GitHub's names of the headings of a page."""
    headings = re.findall(r"^#+ +(.+?) *$", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def check_links(_):
    for page in documents():
        text = page.read_text(encoding="utf-8")
        prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)\s]+)\)", prose):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, part = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if not file.exists():
                yield f"{page.relative_to(ROOT)}: {target} leads nowhere"
            elif part and file.suffix == ".md" and part not in anchors(file.read_text(encoding="utf-8")):
                yield f"{page.relative_to(ROOT)}: {target} names no heading"
    yield from check_index()


def check_index():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for page in sorted((ROOT / "docs").glob("*.md")):
        if page.name != "README.md" and f"({page.name})" not in index:
            yield f"docs/README.md does not list {page.name}"
    for folder in ("include", "adapters", "pipeline", "lexicons", "sample_data"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".hpp", ".cpp", ".toml", ".sql"):
                for name in re.findall(r"docs/[\w-]+\.md", file.read_text(encoding="utf-8")):
                    if not (ROOT / name).exists():
                        yield f"{file.relative_to(ROOT)}: {name} does not exist"


def command_lines(text):
    for _, kind, body in BLOCK.findall(text):
        if kind in ("", "sh", "bash", "console", "shell"):
            body = body.replace("\\\n", " ")
            yield from (line.removeprefix("$ ") for line in body.splitlines()
                        if kind != "console" or line.startswith("$ "))


def check_usage(voxmap):
    commands = set(re.findall(r"^  ([a-z]+) ", run(voxmap, "--help").split("Commands:")[1], re.M))
    groups = set()
    for command in sorted(commands):
        listed = run(voxmap, command, "--help").partition("Commands:")[2]
        below = re.findall(rf"^  ({command} [a-z]+) ", listed, re.M)
        groups |= {command} if below else set()
        commands |= set(below)
    known = {c: set(re.findall(r"--[a-z][a-z-]*", run(voxmap, *c.split(), "--help").split("\nUsage:")[1]))
             for c in commands}
    for page in documents():
        for line in command_lines(page.read_text(encoding="utf-8")):
            line = re.split(r"\s#\s", line)[0]
            for call in re.findall(r"(?:^[\w./-]*/|^|[|&;(]\s*)voxmap +([a-z]+)\b([^|&;)]*)", line):
                command, rest = call
                if command in groups and (below := re.match(r"\s*([a-z]+)\b(.*)", rest)):
                    command, rest = f"{command} {below[1]}", below[2]
                where = f"{page.relative_to(ROOT)}: {line.strip()}"
                if command not in commands:
                    yield f"{where}: no command {command}"
                    continue
                for flag in re.findall(r"(?<=\s)--[a-z][a-z-]*", rest):
                    if flag not in known[command]:
                        yield f"{where}: no flag {flag}"


def matches(wanted, got):
    """Whether the printed lines are the wanted ones; "..." stands for any number of lines."""
    pattern = "".join("(?:.*\n)*" if line.strip() == "..." else re.escape(line) + "\n"
                      for line in wanted.splitlines())
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in got.splitlines())) is not None


def run_console(body, folder, path):
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, wanted = part.partition("\n")
        while command.endswith("\\"):
            more, _, wanted = wanted.partition("\n")
            command = command[:-1] + more
        done = subprocess.run(["bash", "-c", command], cwd=folder, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                              env={**ENVIRONMENT, "PATH": f"{path}:{ENVIRONMENT['PATH']}"})
        if not matches(wanted, done.stdout):
            yield f"$ {command}\n{differences(wanted, done.stdout, 'documented')}"


EXAMPLES = {"map.html": "html", "map.svg": "svg", "map.json": "json", "map.csv": "csv",
            "map-matrix.csv": "csv-matrix", "map.md": "md", "map.mmd": "mermaid"}


def check_examples(voxmap):
    folder = ROOT / "docs" / "examples"
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(ROOT / "sample_data", pathlib.Path(scratch) / "sample_data",
                        ignore=shutil.ignore_patterns("out", "*.voxmap*", "*.key"))
        program = os.path.abspath(voxmap)
        environment = {**ENVIRONMENT, "VOXMAP_PACKS": str(ROOT / "lexicons")}
        subprocess.run([program, "run", "-c", "sample_data/voxmap.toml", "--quiet"], cwd=scratch, check=True,
                       env=environment)
        for name, form in EXAMPLES.items():
            made = subprocess.run([program, "map", "--store", "sample_data/tansywick.voxmap", "--format", form,
                                   "--insight", "--feelings"],
                                  cwd=scratch, check=True, env=environment, stdout=subprocess.PIPE).stdout
            if "--accept" in sys.argv:
                folder.mkdir(exist_ok=True)
                (folder / name).write_bytes(made)
            written = (folder / name).read_bytes() if (folder / name).exists() else b""
            if written != made:
                yield f"docs/examples/{name} is not what is drawn today"
                yield differences(written.decode(), made.decode(), name)[:2000]
                yield f"accept it with: tests/docs/docs_test.py examples {voxmap} --accept"
    for file in sorted(folder.glob("*")):
        if file.name not in EXAMPLES:
            yield f"docs/examples/{file.name} is drawn by nobody"


def check_console(voxmap):
    with tempfile.TemporaryDirectory() as scratch:
        programs = pathlib.Path(scratch) / "bin"
        programs.mkdir()
        script = programs / "voxmap"  # a script, not a link: the program looks for packs beside itself
        script.write_text(f"#!/bin/sh\nexec {shlex.quote(os.path.abspath(voxmap))} \"$@\"\n")
        script.chmod(0o755)
        for page in documents():
            folder = pathlib.Path(scratch) / "work"  # one a page: its blocks build on each other
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for name in ("sample_data", "lexicons"):
                shutil.copytree(ROOT / name, folder / name,
                                ignore=shutil.ignore_patterns("out", "*.voxmap*", "*.key"))
            for skipped, kind, body in BLOCK.findall(page.read_text(encoding="utf-8")):
                if kind == "console" and not skipped:
                    yield from (f"{page.relative_to(ROOT)}:\n{fault}"
                                for fault in run_console(body, folder, programs))


def main():
    check, voxmap = sys.argv[1:3]
    faults = list(globals()[f"check_{check}"](voxmap))
    print("\n".join(faults) if faults else f"{check}: fine")
    sys.exit(1 if faults else 0)


main()
