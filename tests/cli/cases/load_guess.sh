voxmap load "$SAMPLES/surveys/post-purchase.csv" --journey "$SAMPLES/journey.toml" --store s.voxmap
voxmap load "$SAMPLES/surveys/post-purchase.csv" --store s.voxmap --strict
