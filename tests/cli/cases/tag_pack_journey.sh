voxmap tag --journey pack:en-travel --pack en --pack en-travel -t 'My suitcase never arrived, but the flight attendants were kind.' | jq -c '.mentions[] | .touchpoint'
voxmap tag --journey pack:en -t 'a language has no journey' 2>&1 | head -1
