voxmap tag --redact <<'IN'
{"id":"1","text":"Mail jo@mail.example or call 202-555-0143: the parcel was late.","targets":[[47,57]]}
IN
cat > answers.csv <<'IN'
Response ID,Customer ID,First name,Why did you give this score?
r1,C-100293,Anna,"I am Anna (C-100293) and the checkout was really slow, card 4111 1111 1111 1111"
r2,C-100294,Ben,"Lovely delivery, write to ben@mail.example"
r3,C-100295,Cid,"too many cells, cid@mail.example",x
IN
voxmap read answers.csv --quiet
voxmap read answers.csv --quiet --no-redact
voxmap load answers.csv --journey "$SAMPLES/journey.toml" --store shop.voxmap --quiet
voxmap load answers.csv --store shop.voxmap
voxmap rejects --store shop.voxmap
voxmap map --store shop.voxmap --format md | tail -1
voxmap load answers.csv --store shop.voxmap --redact-kinds default,twitter
