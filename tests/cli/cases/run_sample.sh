cp -r "$SAMPLES" data
voxmap run -c data/voxmap.toml
echo "run: exit $?"
ls data/out
voxmap run -c data/voxmap.toml --quiet
echo "again: exit $?"
voxmap map --store data/*.voxmap
voxmap rejects --store data/*.voxmap
voxmap quotes --store data/*.voxmap --label negative -n 3
voxmap search payment --store data/*.voxmap -n 2
