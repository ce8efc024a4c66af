# A text in a language of an installed pack that is not loaded: said once, at the end.
printf "id\ttext\n1\tDie Lieferung kam leider drei Wochen zu spät und niemand antwortet auf meine Nachrichten.\n2\tLovely box.\n" | voxmap tag --input tsv --output tsv
