# A dry run scores what is stored as the load did: with other rules that come to the same nothing
# changes, and one changed entry changes exactly the mentions that hold it. No score of a pack is
# printed here, so that packs may change.
cp -r "$SAMPLES" data
sed -i '/^\[\[alert/,$d' data/voxmap.toml  # their numbers are not of interest here
voxmap run -c data/voxmap.toml --quiet
voxmap rescore -c data/voxmap.toml --dry-run
voxmap rescore -c data/voxmap.toml --dry-run --name "Unheard Of" | awk 'NR > 1 {print $1, $NF}'
cp -r "$VOXMAP_PACKS/en" en
sed -i -E 's/^(slow\t)-[0-9]+/\1-440/' en/valence.tsv
voxmap rescore -c data/voxmap.toml --dry-run -q --pack ./en --pack en-customer-service --pack de --pack es -n 100000 --json > dry.json
voxmap quotes --store data/*.voxmap --any-length --order input -n 100000 --json > quotes.json
python3 - <<'PY'
import json
rule = lambda evidence: any(e["rule"] == "en/valence:slow" for e in evidence)
held = sorted((q["source"], q["key"], q["quote"]) for q in map(json.loads, open("quotes.json")) if rule(q["evidence"]))
dry = json.load(open("dry.json"))
changed = sorted((e["source"], e["key"], e["utterance"]) for e in dry["examples"])
print("more than five mentions hold it:", len(held) > 5)
print("the same change" if held == changed else f"these change: {changed}, these hold it: {held}")
PY
