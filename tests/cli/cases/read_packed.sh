# What is packed is read as it is, with the place in each member; a bomb is refused.
python3 - <<'PYTHON'
import gzip, random, zipfile
csv = b"id,stars,comment\n1,2,The checkout was slow.\n2,5,I really love the new cups.\n3,3,It is ok I think.\n"
def pack(name, members):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for member, data in members:
            z.writestr(zipfile.ZipInfo(member, (2026, 3, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
pack("export.zip", [("march/survey.csv", csv), ("logo.png", b"\x89PNG\r\n"),
                    ("p01.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: I like it here.\n")])
pack("trick.zip", [("../survey.csv", csv)])
rows = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + "".join(
    "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in line.split(",")) + "</row>"
    for line in csv.decode().splitlines()) + "</sheetData></worksheet>"
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
pack("late.xlsx", [
    ("xl/media/logo.png", random.Random(1).randbytes(90000)), ("xl/worksheets/sheet1.xml", rows),
    ("xl/workbook.xml", f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}">'
     '<sheets><sheet name="March" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    ("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
     f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
    ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')])
open("survey.csv.gz", "wb").write(gzip.compress(csv, mtime=0))
open("cut.csv.gz", "wb").write(gzip.compress(csv, mtime=0)[:-12])
open("bomb.csv.gz", "wb").write(gzip.compress(csv + b"4,1," + b" " * 30_000_000 + b"\n", mtime=0))
PYTHON
voxmap read export.zip
voxmap read survey.csv.gz --quiet | head -1
voxmap read cut.csv.gz --quiet
voxmap read trick.zip
voxmap read bomb.csv.gz --quiet > /dev/null
voxmap read late.xlsx
voxmap read export.zip --max-unpacked 100
voxmap read export.zip --max-unpacked much
