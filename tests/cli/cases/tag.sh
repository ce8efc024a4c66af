voxmap tag <<'IN'
{"id":"1","text":"Checkout was really slow."}
{"id":"2","text":"Not bad at all, but the app keeps crashing!"}
{"id":"3","text":"The parcel has two labels."}
{"id":4,"text":"Love it 😍"}
not json
{"id":"6","text":"The food was great but the service was awful","targets":[[4,8],[27,34]]}
IN
