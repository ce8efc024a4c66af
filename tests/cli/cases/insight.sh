# Moments, hypotheses, alerts and maturity on the sample. No score of a pack is printed here, so that packs may change;
# values are held against the public views.
cp -r "$SAMPLES" data
cat >> data/journey.toml <<'TOML'

[[hypothesis]]
id = "courier"
text = "The courier is felt to be worse than the rest"
touchpoint = "delivery.courier"
direction = "lower"

[[hypothesis]]
id = "angry-help"
text = "Getting help makes people angry"
stage = "support"
measure = "anger"
direction = "higher"
against = 0.05
TOML
cat >> data/voxmap.toml <<'TOML'

[[alert]]
name = "complaints"
when = "above"
stages = ["checkout"]
measure = "negative"
level = 0.01
days = 3660

[[alert]]
name = "no new data"
when = "stale"
TOML
voxmap run -c data/voxmap.toml --quiet --today 2031-01-01 > /dev/null 2> alerts.txt
echo "run: exit $?, raised: $(grep -c 'no new data' alerts.txt) stages are stale"
voxmap alerts -c data/voxmap.toml --strict > /dev/null 2>&1
echo "strict: exit $?"
voxmap alerts -c data/voxmap.toml --json > alerts.json
cat > second.py <<'PY'
import json, sqlite3
from collections import defaultdict
from fractions import Fraction
db = sqlite3.connect("data/tansywick.voxmap")
close = lambda u, v: abs(u - v) < 2e-6
a = next(a for a in json.load(open("alerts.json"))["alerts"] if a["rule"] == "complaints")
k, n, oldest = db.execute("""SELECT sum(m.label = 'negative'), count(*), min(d.said_at_ms) FROM v_mentions AS m JOIN v_documents AS d
                             USING (document) WHERE m.stage = 'checkout' AND d.said_at_ms IS NOT NULL""").fetchone()
print("share of the alert:", close(a["value"], k / n), a["state"])
person = "coalesce(respondent, 'document ' || document)"
half_up = lambda f: int(abs(f) + Fraction(1, 2)) * (1 if f >= 0 else -1)
for h in json.load(open("hypotheses.json"))["hypotheses"]:
    if h["segment"]:
        continue  # who is in it, the views do not say
    here, there = defaultdict(list), defaultdict(list)
    measure = h["measure"]
    for who, stage, touchpoint, label, value in db.execute(
            f"SELECT {person}, stage, touchpoint, label, {measure} FROM v_mentions WHERE stage <> 'unassigned'"):
        if measure == "valence" and label == "none":
            continue
        at = touchpoint == h["touchpoint"] if h["touchpoint"] else stage == h["stage"]
        (here if at else there)[who].append(value)
    mean = lambda of, people: sum(half_up(Fraction(100 * sum(of[p]), len(of[p]))) for p in people) / len(people) / 100000
    if h["same_people"]:
        both = here.keys() & there.keys()
        print(h["id"], "people:", h["persons"] == len(both), "value:", close(h["value"], mean(here, both)),
              "reference:", close(h["reference"], mean(there, both)))
    else:
        print(h["id"], "people:", h["persons"] == len(here), "value:", close(h["value"], mean(here, here)), "reference:", h["reference"] if h["against"] != "others" else
              close(h["reference"], mean(there, there.keys() - here.keys())))
PY
voxmap hypotheses -s data/tansywick.voxmap --min-n 1 --json > hypotheses.json  # nobody is rounded for a hidden sibling
python3 second.py
voxmap maturity -s data/tansywick.voxmap | grep -E '^level|next step'
echo "# moments"
voxmap moments -s data/tansywick.voxmap --json | python3 -c 'import json, sys
m = json.load(sys.stdin)["moments"]
print(len(m) > 0, all(x["state"] == "candidate" and x["reasons"] for x in m))'
voxmap moments confirm delivery.courier --by 'CX team' --note 'said in "every" interview' -s data/tansywick.voxmap --at 2026-06-01
voxmap moments reject delivery.courier --by 'Logistics' -s data/tansywick.voxmap --at 2026-06-02
voxmap moments confirm delivery.courir --by 'CX team' -s data/tansywick.voxmap
echo "exit $?"
voxmap moments confirm delivery.courier -s data/tansywick.voxmap
echo "exit $?"
grep -v '^reasons' data/journey.decisions.toml
voxmap moments -s data/tansywick.voxmap --json | grep -A3 '"touchpoint": "delivery.courier"' | grep state
voxmap map -s data/tansywick.voxmap -f json | grep -c '"moment": "rejected"'
voxmap map -s data/tansywick.voxmap -f json --insight | python3 -c 'import json, sys
m = json.load(sys.stdin)
print("hand-overs:", len(m["handovers"]) > 5, "candidates:", any(t["moment"] == "candidate" for s in m["stages"] for t in s["touchpoints"]))'
echo "# every mistake at once"
cat >> data/voxmap.toml <<'TOML'

[[alert]]
name = "complaints"
when = "abov"
days = 0

[[alert]]
name = "two"
when = "above"
measure = "angr"
level = 20
TOML
voxmap alerts -c data/voxmap.toml
echo "exit $?"
