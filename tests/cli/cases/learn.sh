pack=$SAMPLES/../tests/support/packs/mini
voxmap learn $SAMPLES/coded.tsv -o new --pack $pack
echo "exit $?"
ls new 2>&1
mkdir taken; touch taken/notes.txt
voxmap learn $SAMPLES/coded.tsv -o taken --pack $pack
echo "exit $?"
# Rows made by rule: three things go wrong, three are praised, three are asked.
{
  printf 'id\ttext\tlabel\n'
  for i in $(seq 1 180); do
    case $((i % 9)) in
      0) t='the lid leaks' l=negative ;; 1) t='it came back wobbly' l=negative ;;
      2) t='the handle is loose' l=negative ;; 3) t='when do you open' l=neutral ;;
      4) t='which sizes are there' l=neutral ;; 5) t='my order is 77' l=neutral ;;
      6) t='sturdy and shiny' l=positive ;; 7) t='it fits well' l=positive ;; 8) t='spot on' l=positive ;;
    esac
    printf '%s\tItem %s, %s\t%s\n' "$i" "$((i * 37 % 100))" "$t" "$l"
  done
} >rows.tsv
# What it says beside the report, behind it: head may be late.
voxmap learn rows.tsv -o new --pack $pack --review phrases.tsv 2>said | head -10; cat said
ls new
head -3 phrases.tsv | cut -f1,2
cp new/weights.tsv first.tsv
voxmap learn rows.tsv -o new --pack $pack --force >/dev/null && cmp new/weights.tsv first.tsv && echo the same bytes
voxmap tag --output tsv --pack $pack --pack ./new --input text <<'IN' | cut -f1,3
it leaks
when do you open
shiny and sturdy
IN
voxmap learn rows.tsv -o new --pack $pack 2>&1 | tail -2
