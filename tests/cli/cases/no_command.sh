voxmap
