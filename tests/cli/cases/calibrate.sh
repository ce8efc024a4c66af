pack=$SAMPLES/../tests/support/packs/mini
voxmap calibrate $SAMPLES/coded.tsv -o new --pack $pack
echo "exit $?"
ls new 2>&1
# For these people "good" is not praise yet, and a little slowness a complaint.
{
  printf 'id\ttext\tscore\n'
  for i in $(seq 1 90); do
    case $((i % 5)) in
      0) t='the lid is bad' s=1 ;; 1) t='it is slightly slow' s=2 ;; 2) t='the box is good' s=3 ;;
      3) t='it is very good' s=5 ;; 4) t='where is my box' s=3 ;;
    esac
    printf '%s\t%s %s\t%s\n' "$i" "$t" "$i" "$s"
  done
} >rows.tsv
voxmap calibrate rows.tsv -o new --pack $pack
voxmap calibrate rows.tsv -o new --pack $pack --bands 4,2
voxmap calibrate rows.tsv -o new --pack $pack --bands 2,4
cat new/pack.toml
voxmap calibrate rows.tsv -o new --pack $pack --bands 2,4 2>&1 | tail -2
cp new/pack.toml first.toml
voxmap calibrate rows.tsv -o new --pack $pack --bands 2,4 --force --json 2>/dev/null | head -30 | tail -14
cmp new/pack.toml first.toml && echo the same bytes
voxmap tag --pack $pack --pack ./new --explain -t 'The box is good'
printf 'text\tlabel\nThe box is good\tneutral\n' | voxmap evaluate --pack $pack --pack ./new --worst 0 - | head -3
