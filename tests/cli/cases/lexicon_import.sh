lists=$SAMPLES/../tests/support/lexicons
cp "$lists"/vader_format.txt "$lists"/vader_emoji_format.txt .
voxmap lexicon import vader_format.txt vader_emoji_format.txt -o packs/mini-vader
diff -r packs/mini-vader "$lists/../packs/mini-vader" && echo same files
printf 'Word,Seq_num,Negative,Positive,Uncertainty,Litigious\nABANDON,1,2009,0,0,0\nABLE,2,0,2009,0,0\nMAY,3,0,0,2009,0\nCUT OFF\n' > finance.csv
voxmap lexicon import finance.csv -o finance --modifiers none --json
voxmap lexicon import finance.csv -o finance
voxmap lexicon import finance.csv -o finance --replace -q && head -3 finance/valence.tsv
voxmap lexicon import finance.csv -o x --format loughren
voxmap lexicon import finance.csv -o x --column sum=2
printf 'Dear Sir,\nwhere is my parcel?\n' > letter.txt
voxmap lexicon import letter.txt -o x
voxmap lexicon import none.txt -o x
voxmap lexicon imprt
voxmap lexicon
