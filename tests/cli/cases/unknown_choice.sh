voxmap map --store x --format htm
