# What the columns seem to mean, as a mapping and as JSON; what needs none is told.
voxmap mapping $SAMPLES/extra/surveymonkey.csv
voxmap mapping $SAMPLES/extra/records.ndjson --json
voxmap mapping $SAMPLES/social/mastodon-outbox.json
