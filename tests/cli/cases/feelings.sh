# Named feelings of every mention of the sample store are those the text stage finds, by the store and by its view;
# counted on the map, quoted, explained, and brought to a store of before.
cp -r "$SAMPLES" data
sed -i '/^\[\[alert/,$d' data/voxmap.toml  # their numbers are not of interest here
voxmap run -c data/voxmap.toml --quiet > /dev/null
cat > same.py <<'PY'
import collections, json, sqlite3, subprocess
store = "data/tansywick.voxmap"
def run(*args, **more):
    return subprocess.run(["voxmap", *args], capture_output=True, text=True, check=True, **more).stdout
def lines(text):
    return [json.loads(line) for line in text.splitlines()]
stored = lines(run("quotes", "--json", "--any-length", "--order", "input", "-n", "1000000", "-s", store))
texts = {(m["language"], m["text"]) for m in stored}
asked = [{"id": str(i), "language": l, "text": t} for i, (l, t) in enumerate(sorted(texts))]
packs = [arg for pack in ("en", "en-customer-service", "de", "es") for arg in ("--pack", pack)]
told = lines(run("tag", *packs, "--journey", "data/journey.toml", input="".join(json.dumps(a) + "\n" for a in asked)))
found = {}  # what the text stage says of an utterance with these scores
for a, t in zip(asked, told):
    for m in t["mentions"]:
        found[a["text"], tuple(m["span"]), m["valence"], json.dumps(m["emotions"])] = m["feelings"], m["feeling_evidence"]
compared = felt = wrong = 0
for m in stored:
    key = m["text"], tuple(m["span"]), m["valence"], json.dumps(m["emotions"])
    feelings, steps = found[key]
    compared += 1
    felt += bool(feelings)
    by_rule = lambda all: sorted(map(json.dumps, all))
    wrong += m["feelings"] != dict(sorted(feelings.items())) or by_rule(m["feeling_evidence"]) != by_rule(steps)
print("all compared:", compared == len(stored), "some felt:", felt > 50, "wrong:", wrong)
db = sqlite3.connect(store)
view = collections.defaultdict(dict)
for mention, feeling, intensity in db.execute("SELECT mention, feeling, intensity FROM v_feelings"):
    view[mention][feeling] = intensity
print("view:", all(view.get(m["mention"], {}) == m["feelings"] for m in stored), "rows of nobody:", len(view.keys() - {m["mention"] for m in stored}))
people = collections.defaultdict(set)
for stage, feeling, who in db.execute("SELECT f.stage, f.feeling, coalesce(m.respondent, m.document) FROM v_feelings AS f JOIN v_mentions AS m USING (mention)"):
    people[stage, feeling].add(who)
drawn = json.loads(run("map", "-s", store, "-f", "json", "--feelings"))
shown = hidden = wrong = 0
for s in drawn["stages"]:
    if s["state"] != "shown":
        wrong += "feelings" in s
        continue
    for feeling, f in s["feelings"].items():
        n = len(people.pop((s["id"], feeling)))
        shown += f["state"] == "shown"
        hidden += f["state"] == "hidden"
        wrong += (n >= 5) != (f["state"] == "shown") or f.get("persons", n) != n
left = {stage for stage, _ in people} & {s["id"] for s in drawn["stages"] if s["state"] == "shown"}
print("shown:", shown > 5, "hidden:", hidden > 5, "wrong:", wrong, "left:", len(left))
quoted = lines(run("quotes", "--json", "--any-length", "-n", "1000000", "--order", "input", "--feeling", "frustration", "-s", store))
print("quoted:", len(quoted) == sum("frustration" in m["feelings"] for m in stored) > 0)
PY
python3 same.py
voxmap map -s data/tansywick.voxmap -f json | grep -c '"feelings"'
# One mention, with its sum; a name nobody knows.
printf 'id,comment\n1,"I was so relieved, thank you. The app is confusing and annoying."\n' > told.csv
voxmap load told.csv --store s.voxmap --journey data/journey.toml --pack en --quiet
voxmap explain --store s.voxmap 1048576 | grep 'feeling:'
voxmap search app --store s.voxmap --feeling frustration --json | grep -o '"feelings":{[^}]*}'
voxmap search app --store s.voxmap --feeling relief
echo "exit $?"
voxmap quotes --store s.voxmap --feeling frustraton
echo "exit $?"
# A store of packs without feelings gets them by a rescore, and is without them as of its load.
mkdir plain
printf 'name = "plain"\nkind = "language"\nlanguage = "en"\nversion = "1.0.0"\ntitle = "Plain"\nsummary = "Plain"\nlicense = "Apache-2.0"\nauthors = "Test"\n' > plain/pack.toml
printf 'easy\t450\n' > plain/valence.tsv
printf 'it was easy\tpositive\n' > plain/samples.tsv
voxmap load told.csv --store t.voxmap --journey data/journey.toml --pack ./plain --quiet
voxmap quotes --store t.voxmap --feeling relief
echo "exit $?"
voxmap rescore --store t.voxmap --pack en --quiet > /dev/null
for run in 1 2; do voxmap quotes --store t.voxmap --any-length --feeling relief --as-of $run --json --quiet | grep -c '"relief"'; done
