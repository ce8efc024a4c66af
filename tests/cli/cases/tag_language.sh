# A text in a language of an installed pack that is not loaded: said once, at the end. Where no pack is named it is.
printf "id\ttext\n1\tDie Lieferung kam leider drei Wochen zu spät und niemand antwortet auf meine Nachrichten.\n2\tLovely box.\n" | voxmap tag --pack en --input tsv --output tsv
printf "id\ttext\n1\tDie Lieferung kam leider drei Wochen zu spät und niemand antwortet auf meine Nachrichten.\n2\tLovely box.\n3\tLa entrega fue muy lenta y el producto llegó roto.\n" | voxmap tag --input tsv --output tsv
