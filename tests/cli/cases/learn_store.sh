pack=$SAMPLES/../tests/support/packs/mini
# Ratings by rule: what leaks gets one star, what is fine three, what is sturdy five.
{
  printf 'Response ID,Customer ID,Stars,Comment\n'
  for i in $(seq 1 200); do
    case $((i % 5)) in
      0) t='the lid leaks' s=1 ;; 1) t='it is sturdy' s=5 ;; 2) t='my box is here' s=3 ;;
      3) t='sturdy and shiny' s=4 ;; 4) t='it leaks and came back wobbly' s=2 ;;
    esac
    printf 'R%s,C%s,%s,"Order %s, number %s: %s"\n' "$i" "$((i % 90))" "$s" "$i" "$((i * 37 % 100))" "$t"
  done
  printf 'R201,C1,5,\n'
} >rated.csv
printf '%064d\n' 7 >key; chmod 600 key
# Folds go by pseudonym, and those by the key.
voxmap load rated.csv --key-file key --journey $SAMPLES/journey.toml --store s.voxmap --pack $pack -q 2>/dev/null
voxmap learn --store s.voxmap --rating stars -o packs/stars --pack $pack 2>&1 | head -12
ls packs/stars
voxmap calibrate --store s.voxmap --most 40 -o packs/cuts --pack $pack
echo "exit $?"
voxmap learn --store s.voxmap --rating nps -o packs/more --pack $pack
voxmap learn rated.csv --store s.voxmap -o packs/more --pack $pack
voxmap load $SAMPLES/social/bluesky-feed.json --journey $SAMPLES/journey.toml --store posts.voxmap -q 2>/dev/null
voxmap learn --store posts.voxmap -o packs/more --pack $pack
# Names of the config that the store was loaded with are none of what is learned.
printf 'Lid\n' > names.txt
printf 'store = "s.voxmap"\njourney = "%s"\npacks = ["%s"]\nnames = ["Sturdy"]\n[privacy]\nredact_names = "names.txt"\n[[source]]\nname = "rated"\npath = "rated.csv"\n' "$SAMPLES/journey.toml" "$pack" > voxmap.toml
for config in "-c voxmap.toml" ""; do
  voxmap learn --store s.voxmap --rating stars -o packs/named --force --pack $pack $config 2>&1 | grep -E "^(error|help)"
  grep -cE "sturdy|lid" packs/named/weights.tsv
done
grep -cE 'sturdy|lid' packs/stars/weights.tsv
