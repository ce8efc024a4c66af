voxmap load --help
