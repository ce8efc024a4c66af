voxmap --help
