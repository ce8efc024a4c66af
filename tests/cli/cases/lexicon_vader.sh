lists=$SAMPLES/../tests/support/packs
voxmap tag --pack "$lists/mini-vader" -t 'It was not VERY zoople, but fine 😀'
voxmap tag --pack "$lists/mini-vader" --explain -t 'It was not VERY zoople, but fine!!'
voxmap tag --pack "$lists/mini-vader" --profile voxmap --output tsv -t 'It was not zoople'
