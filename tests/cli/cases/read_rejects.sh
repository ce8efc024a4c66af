voxmap read "$SAMPLES/surveys/post-purchase.csv" --mapping "$SAMPLES/surveys/post-purchase.mapping.toml" > out.ndjson
wc -l < out.ndjson
head -2 out.ndjson
