pack=$SAMPLES/../tests/support/packs/mini
voxmap evaluate --pack $pack --worst 1 $SAMPLES/coded.tsv
printf 'id\ttext\tscore\ttarget\tfrom\tto\n1\tgood food, slow service\t1\tfood\t5\t9\n2\tgood food, slow service\t-1\tservice\t16\t23\n3\tgood food\t0\tfood\t5\t99\n4\tgood\n' |
  voxmap evaluate --json --pack $pack --worst 0 --strict -
echo "exit $?"
printf 'text\tnote\nx\ty\n' | voxmap evaluate -
