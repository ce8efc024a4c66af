mkdir -p en-kiosk && cd en-kiosk
printf 'name = "en-kiosk"\nkind = "domain"\nlanguage = "en"\nversion = "1"\nlicense = "none"\n' > pack.toml
printf 'soggy bun\t-400\n' > valence.tsv
printf 'A soggy bun.\tnegative\n' > samples.tsv
printf 'The queue is long.\tbuy.queue\nThe bun is warm.\tbuy.queue\n' > journey_samples.tsv
voxmap check ../en-kiosk
printf '[journey]\nid = "kiosk"\n[[stage]]\nid = "buy"\n[[stage.touchpoint]]\nid = "buy.queue"\nwords = ["queue"]\n[[stage.touchpoint]]\nid = "buy.food"\nwords = ["bun"]\n' > journey.toml
voxmap check ../en-kiosk | grep -v rules
sed -i 's/warm.*/warm.\tbuy.food/' journey_samples.tsv
voxmap check ../en-kiosk | grep -v rules
cd .. && VOXMAP_PACKS=. voxmap tag -j en-kiosk --pack ./en-kiosk -t 'A soggy bun' | jq -r '.mentions[0].touchpoint'
printf 'store = "s.voxmap"\njourney = "pack:en-kiosk"\n[[source]]\nname = "a"\npath = "none.csv"\n' > voxmap.toml
VOXMAP_PACKS=. voxmap check | grep journey | head -1
