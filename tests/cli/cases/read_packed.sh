# What is packed is read as it is, with the place in each member; a bomb is refused.
python3 - <<'PYTHON'
import gzip, zipfile
csv = b"id,stars,comment\n1,2,The checkout was slow.\n2,5,I really love the new cups.\n3,3,It is ok I think.\n"
def pack(name, members):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for member, data in members:
            z.writestr(zipfile.ZipInfo(member, (2026, 3, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
pack("export.zip", [("march/survey.csv", csv), ("logo.png", b"\x89PNG\r\n"),
                    ("p01.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: I like it here.\n")])
pack("trick.zip", [("../survey.csv", csv)])
open("survey.csv.gz", "wb").write(gzip.compress(csv, mtime=0))
open("cut.csv.gz", "wb").write(gzip.compress(csv, mtime=0)[:-12])
open("bomb.csv.gz", "wb").write(gzip.compress(csv + b"4,1," + b" " * 30_000_000 + b"\n", mtime=0))
PYTHON
voxmap read export.zip
voxmap read survey.csv.gz --quiet | head -1
voxmap read cut.csv.gz --quiet
voxmap read trick.zip
voxmap read bomb.csv.gz --quiet > /dev/null
voxmap read export.zip --max-unpacked 100
voxmap read export.zip --max-unpacked much
