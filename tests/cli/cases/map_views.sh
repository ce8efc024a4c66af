# A comparison, a second line that needs a period, small multiples, the story, wishes that cannot be met.
cp -r "$SAMPLES" shop && rm -rf shop/out shop/*.voxmap* shop/*.key
sed -i '/^\[\[alert/,$d' shop/voxmap.toml  # their numbers are not of interest here
voxmap run -c shop/voxmap.toml --quiet
store=shop/tansywick.voxmap
voxmap map --store $store --from 2026-04-01 --to 2026-07-01 --compare previous | tail -n 3
voxmap map --store $store --compare segment=dach --format csv | cut -d, -f 1,2,11 | head -n 8
voxmap map --store $store --by source --format csv | cut -d, -f 1,2 | head -n 9
voxmap map --store $store --format story-md | grep '^#'
voxmap map --store $store --overlay previous
voxmap map --store $store --compare nobody
voxmap map --store $store --lanes goals,quots
voxmap map --store $store --compare segment=dach --format svg
voxmap map --store $store --by persona --format svg | grep -c "<svg "
voxmap explain --store $store --stage checkout --limit 2
voxmap explain --store $store --touchpoint returns.refund --segment dach; echo "exit $?"
voxmap explain --store $store
