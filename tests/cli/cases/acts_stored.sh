# Acts and churn risk are stored with their mentions, explained as sums, drawn, and brought to a store that has none.
cat > journey.toml <<'END'
[journey]
id = "acts"
title = "Acts"
[[stage]]
id = "use"
title = "Use"
[[stage.touchpoint]]
id = "use.support"
title = "Support"
words = ["support"]
END
cat > told.csv <<'END'
id,date,comment
1,2026-05-01,"Thanks, but support had me call 3 times. Still waiting. I'm cancelling my account."
2,2026-05-02,"Support was very easy to reach."
3,2026-05-03,"Support: how do I change my address?"
4,2026-05-04,"The box was blue."
END
voxmap load told.csv --store s.voxmap --journey journey.toml --quiet
voxmap quotes --store s.voxmap --json | grep -o '"text".*' | cut -c1-60
first=$(sqlite3 s.voxmap "SELECT max(mention) FROM v_acts WHERE act = 'leaving'")
voxmap explain --store s.voxmap "$first" | grep -v 'scored by'
voxmap explain --store s.voxmap "$first" --json | grep -o '"acts".*"origin"'
voxmap map --store s.voxmap --min-n 1 --format json | grep -A17 '"acts": {'
voxmap map --store s.voxmap --min-n 5 --format csv | grep -E 'act,|risk'
sqlite3 s.voxmap "SELECT key, churn_risk, effort FROM v_churn"
# A store of packs without acts gets them by a rescore, and is without them as of its load.
mkdir plain
printf 'name = "plain"\nkind = "language"\nlanguage = "en"\nversion = "1.0.0"\ntitle = "Plain"\nsummary = "Plain"\nlicense = "Apache-2.0"\nauthors = "Test"\n' > plain/pack.toml
printf 'easy\t450\n' > plain/valence.tsv
printf 'it was easy\tpositive\n' > plain/samples.tsv
voxmap load told.csv --store t.voxmap --journey journey.toml --pack ./plain --quiet
sqlite3 t.voxmap "SELECT count(*) FROM v_acts"
voxmap rescore --store t.voxmap --quiet > /dev/null
sqlite3 t.voxmap "SELECT count(*) FROM v_acts"
for run in 1 2; do voxmap map --store t.voxmap --min-n 1 --format csv --as-of $run | grep 'use,,act,question'; done
voxmap status --store t.voxmap --json | grep -o '"schema":[0-9]*'
