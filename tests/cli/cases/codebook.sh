# --codebook: what codes mean; wrong ones are refused by name, before anything is stored.
cp "$SAMPLES/extra/redcap.csv" "$SAMPLES/extra/redcap-dictionary.csv" "$SAMPLES/journey.toml" .
printf 'a key that is long enough\n' > key
echo "-- read without, then with"
voxmap read redcap.csv --quiet | head -1
voxmap read redcap.csv --quiet --codebook redcap-dictionary.csv | head -1
echo "-- load"
voxmap load redcap.csv --codebook redcap-dictionary.csv --journey journey.toml --store s.voxmap --key-file key 2>&1 |
  grep -e codebook -e loaded
echo "-- mapping"
voxmap mapping redcap.csv --codebook redcap-dictionary.csv | grep -A2 '^\[\[verbatim'
echo "-- mistakes"
try() { voxmap "$@" > /dev/null; echo "exit $?"; }
try read redcap.csv --quiet --codebook no-such.csv
try read redcap.csv --quiet --codebook redcap.csv
try read redcap.csv --quiet --codebook ''
try read redcap.csv --quiet --codebook redcap-dictionary.csv --option codebook=other.csv
try read redcap.csv --table --codebook redcap-dictionary.csv
try read "$SAMPLES/interviews/p03-transcript.txt" --codebook redcap-dictionary.csv
try read "$SAMPLES/surveys/post-purchase.csv" --codebook redcap-dictionary.csv 2>&1 | grep -e codebook -e exit
try load redcap.csv --codebook no-such.csv --journey journey.toml --store new.voxmap
ls *.voxmap
