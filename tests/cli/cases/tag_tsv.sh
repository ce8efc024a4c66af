printf 'id\ttext\na\tI love the quick delivery\nb\tterrible support, never again\nc\t\n' | voxmap tag --input tsv --output tsv
