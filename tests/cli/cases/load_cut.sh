# A compressed file that is cut off: what is said of it is true, whether anything was kept or not.
cp "$SAMPLES/journey.toml" .
printf 'a key that is long enough\n' > key
python3 - <<'PYTHON'
import gzip, random
head = b"id,stars,comment\n"
few = head + b"1,2,The checkout was slow.\n2,5,I really love the new cups.\n"
many = random.Random(7)
rows = b"".join(b"%d,%d,The courier was late %s\n" % (i, i % 5 + 1, many.randbytes(24).hex().encode()) for i in range(20000))
open("few.csv.gz", "wb").write(gzip.compress(few, mtime=0)[:-12])
open("many.csv.gz", "wb").write(gzip.compress(head + rows, mtime=0)[:-100000])
PYTHON
load() { voxmap load --journey journey.toml --store s.voxmap --key-file key --quiet "$@"; }
load few.csv.gz
echo "exit $?"
ls *.voxmap
voxmap load many.csv.gz --journey journey.toml --store s.voxmap --key-file key --threads 1 2>&1 | grep -e 'broke off' -e help |
  sed 's/[0-9][0-9],[0-9]* documents/N documents/'
