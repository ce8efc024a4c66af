"""A journey told by many and, at one stage, by few; every word of it wants to be something other than text."""
import csv
import io
import re

from common import run

EVIL = ("</svg></title></style><script>alert(1)</script><img src=x onerror=alert(1)> ]]> -->",
        "=HYPERLINK(\"http://evil.example\",\"x\")", "@SUM(1+1)*cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
        "\u202egnp.exe\u202c", "| --- | `code` **bold** [link](javascript:alert(1)) <b>", "```\n```mermaid\n%%{init: {}}%% : ; #",
        "\x1b]0;owned\x07\x1b[31m", "{{7*7}} ${7*7} <!--#exec cmd=\"ls\" --> &#x3c;script&#x3e;")
SECRET = "shywitness"  # said at the hidden stage only

JOURNEY = """
[journey]
id = "shop"
title = '=cmd</title><script>alert(1)</script> ]]> | **x** `y`'
[[stage]]
id = "buy"
title = '@Buy <b>now</b> ]]> : ; # | x'
goal = '=1+1 </svg><script>alert(2)</script>'
business_goal = '+1 [a](javascript:alert(1))'
owner = '-1+1'
assumed = 0.3
kpis = [{ scale = "nps", target = 40 }]
[[stage.touchpoint]]
id = "buy.checkout"
title = '+Checkout ``` %%{init: {}}%% <script>alert(3)</script>'
channel = '=web<script>'
department = '@Sales ]]>'
owner = '=1+1'
words = ["checkout"]
[[stage.touchpoint]]
id = "buy.search"
words = ["search"]
[[stage.touchpoint]]
id = "buy.gift"
title = "Gift cards"
words = ["gift card"]
[[stage]]
id = "get"
[[stage.touchpoint]]
id = "get.courier"
channel = "=doorstep<script>"
department = "@Logistics"
words = ["courier"]
[[stage]]
id = "shy"
title = "Shy stage"
kpis = [{ scale = "nps", target = 40 }]
[[stage.touchpoint]]
id = "shy.return"
channel = "post"
words = ["refund"]
[[stage]]
id = "use"
[[stage.touchpoint]]
id = "use.manual"
words = ["manual"]
[[persona]]
id = "pro"
title = '=Pro <script>alert(4)</script> | x'
when = { plan = "pro" }
[[persona]]
id = "free"
when = { plan = "free" }
[[segment]]
id = "dach"
title = '@DACH </svg><script>alert(5)</script>'
when = { country = ["DE", "AT"] }
[[segment]]
id = "rest"
when = { country = "FR" }
[[hypothesis]]
id = "shy"
text = '=Refunds <script>alert(6)</script> are worse ]]>'
stage = "shy"
direction = "lower"
[[hypothesis]]
id = "buy"
text = '@Paying | **is** worse'
stage = "buy"
direction = "lower"
against = 0.1
"""
MAPPING = """
[record]
key = "id"
time = "when"
respondent = "who"
[attributes]
keep = ["plan", "country"]
[[verbatim]]
column = "text"
question = '=What? <script>alert(7)</script>'
[[rating]]
column = "nps"
scale = "nps"
"""
CONFIG = """
store = "s.voxmap"
journey = "journey.toml"
packs = ["en"]
[privacy]
key_file = "key"
[[source]]
name = '=survey <script>alert(8)</script>'
path = "many.csv"
mapping = "m.toml"
[[source]]
name = '@post | x'
path = "some.csv"
mapping = "m.toml"
[[alert]]
name = '=falls <script>alert(9)</script>'
when = "falls"
[[alert]]
name = "angry"
when = "above"
measure = "negative"
level = 0.1
[[alert]]
name = "many"
when = "spike"
factor = 2
[[alert]]
name = "old"
when = "stale"
days = 10
"""
HEAD = ("id", "when", "who", "plan", "country", "text", "nps")


def rows_of_many(n):
    """People who say enough of the stages that are shown; the first ones with every kind of evil."""
    mood = ("was terrible and made me angry", "was lovely and easy", "was slow", "was great, thank you")
    out = []
    for i in range(n):
        evil = EVIL[i % len(EVIL)] if i < 2 * len(EVIL) else ""
        who, plan, country = f"p{i}", ("pro", "free")[i % 2], ("DE", "FR", "AT")[i % 3]
        for k, place in enumerate(("checkout", "search", "courier", "manual")):
            if (i + k) % 4 == 3:
                continue
            day = f"2026-{3 + (i + k) % 4:02}-{1 + i % 27:02}"
            out.append((f"{place}{i}", day, who, plan, country,
                        f"{evil} The {place} {mood[(i + k) % 4]} number {i} {evil}", str((i * 7 + k) % 11) if k == 0 else ""))
    for i in range(3):  # few at one touchpoint of a stage of many
        out.append((f"gift{i}", "2026-05-09", f"giver{i}", "pro", "DE", "The gift card was lovely", ""))
    return out


def say_little(rows, n, mood):
    """`n` of the people also say something of the stage that must stay hidden, in a document they write anyhow."""
    whose = {f"checkout{18 + 12 * i}" for i in range(n)}  # alike in persona, segment, source and month
    return [(*r[:5], f"{r[5]}. The refund {mood}, said the {SECRET}.", r[6]) if r[0] in whose else r for r in rows]


def in_other_source(row):
    return int(re.sub(r"\D", "", row[2])) % 3 == 0


def table(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEAD, *rows])
    return out.getvalue()


def make_store(folder, few, mood="was terrible", many=61):
    folder.mkdir()
    rows = say_little(rows_of_many(many), few, mood)
    (folder / "many.csv").write_text(table([r for r in rows if not in_other_source(r)]), encoding="utf-8")
    (folder / "some.csv").write_text(table([r for r in rows if in_other_source(r)]), encoding="utf-8")
    (folder / "m.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "journey.toml").write_text(JOURNEY, encoding="utf-8")
    (folder / "voxmap.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "key").write_text("not a secret of anybody\n" * 4)
    run("run", "--quiet", cwd=folder)
