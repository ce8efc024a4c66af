# A file that cannot be read leaves neither a store nor a key behind; what can be read of one does. The summary tells
# mentions from scores, and which languages nobody scored.
printf '<?xml version="1.0"?><ANNOTATION_DOCUMENT><TIME_ORDER>' > cut.eaf
voxmap load cut.eaf --adapter elan --journey "$SAMPLES/journey.toml" --store s.voxmap
echo "exit $?"; ls
printf 'store = "s.voxmap"\njourney = "%s"\n[[source]]\nname = "cut"\npath = "cut.eaf"\nadapter = "elan"\n[[output]]\nformat = "json"\npath = "map.json"\n' "$SAMPLES/journey.toml" > voxmap.toml
voxmap run 2>&1 | grep -v '|'
ls
cat > said.csv <<'END'
id,comment
1,"Checkout was slow."
2,"The parcel is here."
3,"Kassan var långsam och leveransen kom aldrig fram i tid den här veckan heller."
4,"Die Lieferung war leider sehr langsam und der Karton beschädigt."
END
voxmap load said.csv --journey "$SAMPLES/journey.toml" --store s.voxmap --pack en --json
ls
