printf 'id,comment\n1,The checkout was slow and confusing.\n2,Lovely staff.\n' > answers.csv
voxmap load answers.csv --journey "$SAMPLES/journey.toml" --store s.voxmap -q
voxmap check s.voxmap
python3 -c 'import sqlite3; db = sqlite3.connect("s.voxmap"); db.execute("DELETE FROM document WHERE id = 1"); db.commit()'
voxmap check s.voxmap
printf 'SQLite format 3\0 but nothing of it' > other.voxmap
voxmap check other.voxmap
printf '%%PDF-1.7' > journey.toml
voxmap check journey.toml
printf '[journey]\nid = "caf\351"\n' > journey.toml
voxmap check journey.toml
printf 'a\033[31m\0b' > journey.toml
voxmap check journey.toml
