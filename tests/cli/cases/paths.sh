# Steps, last places and hand-overs are those of a second implementation over the public views. No
# score of a pack is printed here, so that packs may change.
cp -r "$SAMPLES" data
sed -i '/^\[\[alert/,$d' data/voxmap.toml  # their numbers are not of interest here
voxmap run -c data/voxmap.toml --quiet
cat > second.py <<'PY'
import json, sqlite3, sys, tomllib
from collections import defaultdict
from fractions import Fraction
paths = json.load(open(sys.argv[1]))
db = sqlite3.connect(sys.argv[2])
touchpoints = {t["id"]: t for s in tomllib.load(open(sys.argv[3], "rb"))["stage"] for t in s.get("touchpoint", [])}
place = "stage" if paths["by"] == "stage" else "touchpoint"
rows = db.execute("""
  SELECT coalesce(d.respondent, 'document ' || d.document), d.said_at_ms, d.source, d.key, m.verbatim, m.span_begin,
         m.stage, m.touchpoint, m.label, m.valence
  FROM v_mentions AS m JOIN v_documents AS d USING (document)""").fetchall()
people = defaultdict(list)
for who, *rest in rows:
    people[who].append(rest)
def visits(moments, level):
    if len({(m[1], m[2]) for m in moments}) > 1:
        moments = [m for m in moments if m[0] is not None]
    out = []
    for m in sorted(moments, key=lambda m: (m[0] or 0, m[1], m[2], m[3], m[4])):
        where = m[5] if level == "stage" else m[6]
        if where in (None, "unassigned"):
            continue
        if not out or out[-1][0] != where or out[-1][1] != (m[1], m[2]):
            out.append((where, (m[1], m[2]), []))
        if m[7] != "none":
            out[-1][2].append(m[8])
    return out
steps, last, spoke, left = defaultdict(set), defaultdict(set), defaultdict(set), defaultdict(set)
count = within = 0
change = defaultdict(dict)
centi = lambda v: (lambda f: int(abs(f) + Fraction(1, 2)) * (1 if f >= 0 else -1))(Fraction(100 * sum(v), len(v)))
for who, moments in people.items():
    walk = visits(moments, place)
    for where, *_ in walk:
        spoke[where].add(who)
    if walk:
        last[walk[-1][0]].add(who)
    for a, b in zip(walk, walk[1:]):
        if paths["apart"] and a[1] == b[1]:
            continue
        count += 1
        within += a[1] == b[1]
        steps[a[0], b[0]].add(who)
        left[a[0]].add(who)
    walk = visits(moments, "touchpoint")
    own = defaultdict(lambda: ([], []))
    for a, b in zip(walk, walk[1:]):
        if a[0] != b[0] and a[2] and b[2] and not (paths["apart"] and a[1] == b[1]):
            own[a[0], b[0]][0].extend(a[2])
            own[a[0], b[0]][1].extend(b[2])
    for (a, b), (before, after) in own.items():
        told = lambda k: all(touchpoints[t].get(k) not in (None, "", "any") for t in (a, b)) and touchpoints[a][k] != touchpoints[b][k]
        if any(map(told, ("channel", "device", "department"))):
            change[a, b][who] = centi(after) - centi(before)
close = lambda u, v: abs(u - v) < 2e-6
print("people:", paths["persons"] == len(set().union(*spoke.values())), "steps:", paths["steps"] == count,
      "inside documents:", paths["steps_within_documents"] == within)
name = lambda p: p["touchpoint"] or p["stage"]
print("places:", len(paths["places"]) > 5, all(p["persons"] == len(spoke[name(p)]) for p in paths["places"]),
      "last:", all(p["last_heard_of"]["persons"] == len(last[name(p)]) for p in paths["places"] if p["last_heard_of"]))
told = paths["steps_between"]
print("steps told:", len(told) > 5, all(s["persons"] == len(steps[s["from"], s["to"]]) >= 5 and
      close(s["share"], len(steps[s["from"], s["to"]]) / len(left[s["from"]])) for s in told))
print("hand-overs:", len(paths["handovers"]) == sum(len(c) >= 5 for c in change.values()),
      paths["hidden_handovers"] == sum(len(c) < 5 for c in change.values()),
      all(h["persons"] == len(change[h["from"], h["to"]]) and
          close(h["change"], sum(change[h["from"], h["to"]].values()) / h["persons"] / 100000) for h in paths["handovers"]))
PY
for flags in "" "--apart" "--by stage" "--by stage --apart"; do
  echo "# paths $flags"
  voxmap paths -s data/tansywick.voxmap $flags --json > out.json
  python3 second.py out.json data/tansywick.voxmap data/journey.toml
done
echo "# nobody"
voxmap paths -s data/tansywick.voxmap --from 2031-01-01
echo "exit $?"
voxmap paths -s data/tansywick.voxmap --after checkout.paymnt
