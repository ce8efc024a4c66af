mkdir a b
for pack in a b; do
  printf 'name = "p"\nkind = "language"\nlanguage = "en"\nversion = "1"\nlicense = "ours"\n' > $pack/pack.toml
  printf 'not\tnegation\t0\n' > $pack/modifiers.tsv
  printf 'good\tpositive\t\nbad\tpositive\t\n' > $pack/samples.tsv
done
printf 'bad\t-500\ngood\t500\nslow\t-400\n' > a/valence.tsv
printf 'bad\t-500\ngood\t300\nsnappy\t500\n' > b/valence.tsv
printf '{"id":"1","text":"That is good"}\n{"id":"2","text":"snappy"}\n{"id":"3","text":"bad"}\nbroken\n' > texts.ndjson
voxmap lexicon diff a b --input texts.ndjson
voxmap lexicon diff a b --input texts.ndjson --json --examples 1
voxmap lexicon diff a a
voxmap load "$SAMPLES/surveys/post-purchase.csv" --journey "$SAMPLES/journey.toml" --store s.voxmap -q
voxmap lexicon diff a b --store s.voxmap --rows 0 --examples 0 | sed -n "s/^scores: \([0-9,]* texts\).*/\1/p"
voxmap lexicon lint a b
voxmap lexicon lint a --json
