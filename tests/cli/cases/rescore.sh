pack() {  # folder, valence of "lovely"
  mkdir "$1"
  printf 'name = "%s"\nkind = "language"\nlanguage = "en"\nversion = "1.0.0"\ntitle = "Test"\nsummary = "Test"\nlicense = "Apache-2.0"\nauthors = "Test"\n' "$1" > "$1/pack.toml"
  printf 'slow\t-450\nlovely\t%s\n' "$2" > "$1/valence.tsv"
  printf 'it was slow\tnegative\n' > "$1/samples.tsv"
}
pack old 600
pack new -100
cat >> new/valence.tsv <<'IN'
just a shop	-300
IN
cat > answers.csv <<'IN'
Response ID,Why did you give this score?
r1,"Checkout was slow and the courier was lovely."
r2,"The courier was on time. Checkout was slow."
r3,"Nothing to say about it, it is just a shop."
IN
voxmap load answers.csv --journey "$SAMPLES/journey.toml" --store shop.voxmap --quiet --pack ./old
voxmap rescore --store shop.voxmap --dry-run --pack ./old
voxmap rescore --store shop.voxmap --dry-run --pack ./new
voxmap rescore --store shop.voxmap --dry-run --pack ./new -n 1 --json
voxmap runs --store shop.voxmap --json | grep -c finished_at
voxmap rescore --store shop.voxmap
