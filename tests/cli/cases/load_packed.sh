# The same content is the same source however it is packed: a second load changes nothing. What
# came with an export is used (users.json) or named (a codebook), never read as answers.
cp "$SAMPLES/journey.toml" .
python3 - <<'PYTHON'
import gzip, zipfile
csv = b"id,stars,comment\n1,2,The checkout was slow.\n2,5,I really love the new cups.\n3,3,It is ok I think.\n"
users = b'''[{"id":"U1","team_id":"T","name":"ann","is_bot":false,"profile":{"real_name":"Ann Lee","email":"ann@shop.example"}},
{"id":"U2","team_id":"T","name":"bo","is_bot":false,"profile":{"real_name":"Bo Berg"}},
{"id":"U3","team_id":"T","name":"ticker","is_bot":true,"profile":{"real_name":"Ticker"}}]'''
day = b'''[{"type":"message","user":"U2","text":"The delivery was late, thanks, Bo Berg","ts":"1767225600.000100"},
{"type":"message","user":"U1","text":"Sorry about that!","ts":"1767225601.000100"},
{"type":"message","user":"U3","text":"Ticket 7 was opened.","ts":"1767225602.000100"}]'''
def pack(name, members):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for member, data in members:
            z.writestr(zipfile.ZipInfo(member, (2026, 3, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
open("march.csv", "wb").write(csv)
open("march.csv.gz", "wb").write(gzip.compress(csv, mtime=0))
pack("march.zip", [("march.csv", csv)])
pack("slack.zip", [("users.json", users), ("help/", b""), ("help/2026-01-01.json", day), ("nested.zip", b"PK\x03\x04" + b"\0" * 60)])
open("form.csv", "wb").write(b"Variable / Field Name,Field Type,Field Label\nid,text,Number\nstars,radio,Stars\ncomment,notes,Why?\n")
PYTHON
load() { voxmap load --journey journey.toml --store s.voxmap --key-file key "$@"; }
printf 'a key that is long enough\n' > key
load march.csv
load march.csv.gz 2>&1 | grep loaded
load march.zip 2>&1 | grep loaded
load slack.zip --option agent=@shop.example
load slack.zip --option agent=@shop.example 2>&1 | grep loaded
voxmap rejects --store s.voxmap | head -4
voxmap read form.csv
