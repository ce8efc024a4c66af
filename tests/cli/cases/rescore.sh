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
echo "== what a dry run says"
voxmap rescore --store shop.voxmap --dry-run --pack ./new
voxmap rescore --store shop.voxmap --dry-run --pack ./new -n 1 --json
voxmap runs --store shop.voxmap --json | grep -c finished_at
echo "== the same written, once"
voxmap map --store shop.voxmap --min-n 1 --format json > before.json
voxmap rescore --store shop.voxmap --pack ./new -n 1
voxmap rescore --store shop.voxmap --pack ./new
voxmap rescore --store shop.voxmap --pack ./new --json
voxmap runs --store shop.voxmap | sed -E 's/[0-9-]{10}T[0-9:]{5}/STARTED         /'
voxmap status --store shop.voxmap | tail -1
voxmap load answers.csv --store shop.voxmap --pack ./new 2>&1 | grep unchanged
echo "== before and after"
for run in 1 2; do
  voxmap quotes --store shop.voxmap --touchpoint delivery.courier --any-length --as-of $run | head -1
done
mention=$(voxmap quotes --store shop.voxmap --touchpoint delivery.courier --any-length --json | sed -E 's/.*"mention":([0-9]+).*/\1/')
voxmap explain "$mention" --store shop.voxmap --as-of 1 | sed -n "s@, rules .*@@; /lovely\|scored/p"
voxmap explain "$mention" --store shop.voxmap | sed -n "s@, rules .*@@; /lovely\|scored/p"
voxmap search slow --store shop.voxmap --as-of 1 -n 1 | head -1
voxmap map --store shop.voxmap --min-n 1 --format json --as-of 1 > as_of.json
diff <(sed 's/ --as-of 1//' as_of.json) before.json
voxmap map --store shop.voxmap --format md --as-of 1 | tail -4 | head -2
voxmap map --store shop.voxmap --as-of 9
