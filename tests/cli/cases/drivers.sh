# The regression and the leave-one-out impacts are those of a second implementation that reads the
# public views and solves the normal equations in whole fractions. No score of a pack is printed
# here, so that packs may change.
cp -r "$SAMPLES" data
sed -i '/^\[\[alert/,$d' data/voxmap.toml  # their numbers are not of interest here
voxmap run -c data/voxmap.toml --quiet
cat > second.py <<'PY'
import json, sqlite3, sys
from collections import defaultdict
from fractions import Fraction
drivers = json.load(open(sys.argv[1]))
db = sqlite3.connect(sys.argv[2])
place = "stage" if drivers["by"] == "stage" else "touchpoint"
person = "coalesce(respondent, 'document ' || document)"
felt, answers, spoke = defaultdict(list), defaultdict(list), set()
for who, where, valence in db.execute(f"SELECT {person}, {place}, valence FROM v_mentions WHERE label <> 'none'"):
    spoke.add(who)
    felt[who, where].append(valence)
for who, milli in db.execute(f"SELECT {person}, milli FROM v_ratings WHERE scale = ?", [drivers["kpi"]]):
    answers[who].append(milli)
people = sorted(spoke & set(answers))
half_up = lambda value: int(abs(value) + Fraction(1, 2)) * (1 if value >= 0 else -1)
where = [d.get(place, d["stage"]) for d in drivers["drivers"]]
x = [[1] + [half_up(Fraction(100 * sum(felt[p, w]), len(felt[p, w]))) if felt.get((p, w)) else 0 for w in where]
     for p in people]
y = [half_up(Fraction(sum(answers[p]), len(answers[p]))) for p in people]
k = len(where) + 1
a = [[Fraction(sum(r[i] * r[j] for r in x)) for j in range(k)] + [Fraction(sum(r[i] * v for r, v in zip(x, y)))] for i in range(k)]
for i in range(k):
    a[i] = [v / a[i][i] for v in a[i]]
    for j in range(k):
        if j != i:
            a[j] = [u - a[j][i] * v for u, v in zip(a[j], a[i])]
b = [row[k] for row in a]
mean = Fraction(sum(y), len(y))
left = sum((v - sum(c * u for c, u in zip(b, r))) ** 2 for r, v in zip(x, y))
r2 = 1 - left / sum((v - mean) ** 2 for v in y)
def kpi(who):
    all = [m for p in who for m in answers[p]]
    if drivers["kpi"] == "nps":
        return 100 * (sum(m >= 9000 for m in all) - sum(m <= 6000 for m in all)) / len(all)
    return 100 * sum(m >= 4000 for m in all) / len(all)
close = lambda u, v: abs(u - v) < 1e-5
d = drivers["drivers"]
print("places:", len(d) > 5, "people:", len(people) == drivers["persons"])
print("R2:", close(float(r2), drivers["regression"]["r2"]))
print("effects:", all(close(float(c * 100), e["effect"]) for c, e in zip(b[1:], d)))
print("impacts:", all(close(kpi(people) - kpi([p for p in people if (p, w) not in felt]), e["impact"]) for w, e in zip(where, d)))
print("weights add up:", close(sum(e["relative_weight"] for e in d), drivers["regression"]["r2"]))
PY
for by in touchpoint stage; do
  for kpi in nps csat; do
    echo "# $kpi by $by"
    voxmap drivers -s data/tansywick.voxmap --kpi $kpi --by $by --json > out.json
    python3 second.py out.json data/tansywick.voxmap
  done
done
echo "# nobody to ask"
voxmap drivers -s data/tansywick.voxmap --from 2031-01-01
echo "exit $?"
voxmap drivers -s data/tansywick.voxmap --kpi stars
echo "exit $?"
# Too few people.
voxmap drivers -s data/tansywick.voxmap --from 2026-03-01 --to 2026-03-02
