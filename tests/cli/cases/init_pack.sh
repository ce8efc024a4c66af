voxmap init trips --pack en-travel && head -5 trips/voxmap.toml && voxmap check -c trips/voxmap.toml | grep -v rules
